package org.duehsm.cli.boardcheck;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.duehsm.cli.terminal.Terminal;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DeviceInfo;
import org.duehsm.client.DeviceUnavailableException;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.OutcomeUnknownException;

/** The checks that a person's hands take part in; firmware/BOARD-CHECKS.md says why each of them. */
final class HandChecks {

    private static final int KEYS = 4;
    private static final long CUT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int RAM = 0x20070000;
    private static final int RAM_SIZE = 96 << 10;
    private static final int BANK_1 = 0xC0000;
    private static final int BANK_SIZE = 256 << 10;
    private static final int EEFC0_COMMAND = 0x400E0A04;
    private static final int EEFC0_RESULT = 0x400E0A0C;
    private static final int GET_GPNVM = 0x5A00000D;
    private static final int MARK = 8;
    private static final int MARKS = 2048; // twice what the receive buffers hold

    private final DueHsmClient client;
    private final Terminal terminal;
    private final int cuts;
    private final String samBa;
    private final SealChecks seals;

    /**
     * Checks of a board.
     *
     * @param cuts how often to have its power cut
     * @param samBa the port of its boot loader; null: the one that USB shows
     */
    HandChecks(DueHsmClient client, Terminal terminal, int cuts, String samBa) {
        this.client = client;
        this.terminal = terminal;
        this.cuts = cuts;
        this.samBa = samBa;
        this.seals = new SealChecks(client, terminal);
    }

    Result powerCut() throws GeneralSecurityException {
        int badBefore = client.info().badFlashPages();
        List<Algorithm> algorithms = Algorithm.hmacs();
        List<CheckKey> keys = IntStream.range(0, KEYS)
                .mapToObj(i -> new CheckKey(client, algorithms.get(i % algorithms.size()), "board-check-" + i))
                .toList();
        keys.forEach(CheckKey::replace);
        int kept = 0;
        int replaced = 0;
        for (int cut = 1; cut <= cuts; cut++) {
            act("Cut " + cut + " of " + cuts + ": press Enter, then pull the cable at any moment.");
            if (!replaceUntilCut(keys)) {
                return new Result("unclear", "nobody cut the power in a minute");
            }
            client.close(); // or Linux gives the port another name
            act("Plug it in again, wait until LED \"L\" blinks, press Enter.");
            for (CheckKey key : keys) {
                if (key.isOnDevice()) {
                    kept++;
                } else if (key.becameNext()) {
                    replaced++;
                } else {
                    return Result.of(false, "cuts=%d lost=1", cut);
                }
            }
        }
        keys.forEach(CheckKey::delete);
        int bad = client.info().badFlashPages() - badBefore;
        return Result.of(bad == 0, "cuts=%d old=%d new=%d bad_pages=%d", cuts, kept, replaced, bad);
    }

    private static boolean replaceUntilCut(List<CheckKey> keys) {
        long start = System.nanoTime();
        try {
            while (System.nanoTime() - start < CUT_NANOS) {
                keys.forEach(CheckKey::replace);
            }
            return false;
        } catch (DeviceUnavailableException | OutcomeUnknownException e) {
            return true;
        }
    }

    Result recoveryJumper() {
        client.close();
        act("Unplug the board, put a jumper from pin 52 to the GND pin beside it, plug it in, press Enter.");
        boolean flashes = terminal.agrees("Does LED \"L\" flash twice, pause, and so on?");
        boolean silent = !answers();
        act("Unplug it, take the jumper off, plug it in, press Enter.");
        boolean back = answers();
        return Result.of(flashes && silent && back, "flashes=%s silent=%s back=%s", flashes, silent, back);
    }

    private boolean answers() {
        try {
            client.info();
            return true;
        } catch (DeviceUnavailableException e) {
            return false;
        }
    }

    Result touch() {
        CheckKey key = new CheckKey(client, Algorithm.HMAC_SHA1, "board-check-touch");
        key.replace();
        DeviceInfo before = client.info();
        boolean kept = seals.keeps(
                "board-check-touch", "touch the native port at 1200 baud: " + SealChecks.touch(before.port()));
        // A MAC before it and one after it: a board that was reset between them has counted the second only.
        boolean ignored =
                kept && client.info().counters().macs() >= before.counters().macs() + 2;
        String programming = "untried";
        if (terminal.agrees("Touch the programming port, too? That wipes the board:")) {
            touchProgrammingPort();
            programming = hasBootLoader() ? "wiped" : "kept";
        } else if (kept) {
            key.delete();
        }
        String figures = "native=" + (ignored ? "ignored" : "NOTICED") + " programming=" + programming;
        return ignored && programming.equals("untried")
                ? new Result("unclear", figures)
                : Result.of(ignored && programming.equals("wiped"), "%s", figures);
    }

    private boolean hasBootLoader() {
        try {
            SamBa.open(samBa).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Has a person touch the programming port, which wipes a board that is not sealed. */
    private void touchProgrammingPort() {
        client.close();
        act("In another window, touch the programming port: " + SealChecks.touch("its port")
                + ". When the boot loader (USB 03eb:6124) has appeared at the native port, press Enter.");
    }

    Result sram() throws IOException {
        byte[] message = new byte[MARK * MARKS];
        new Random().nextBytes(message);
        CheckKey key = new CheckKey(client, Algorithm.HMAC_SHA1, "board-check-sram");
        key.replace();
        key.onDevice().doFinal(message);
        touchProgrammingPort();
        try (SamBa monitor = SamBa.open(samBa)) {
            return new Result("unclear", "found=" + marks(message, monitor.read(RAM, RAM_SIZE)) + " of=" + MARKS);
        }
    }

    /** How many pieces of the message the memory still has, at any address. */
    static int marks(byte[] message, byte[] memory) {
        Set<Long> there = new HashSet<>();
        for (int at = 0; at <= memory.length - MARK; at++) {
            there.add(ByteBuffer.wrap(memory).getLong(at));
        }
        int found = 0;
        for (int at = 0; at < message.length; at += MARK) {
            if (there.contains(ByteBuffer.wrap(message).getLong(at))) {
                found++;
            }
        }
        return found;
    }

    Result recover() throws IOException {
        act("Follow \"Recover a sealed board\" in firmware/README.md until the boot loader appears; press Enter.");
        try (SamBa monitor = SamBa.open(samBa)) {
            boolean blank = isBlank(monitor.read(BANK_1, BANK_SIZE));
            monitor.setWord(EEFC0_COMMAND, GET_GPNVM);
            boolean clear = (monitor.word(EEFC0_RESULT) & 1) == 0;
            return Result.of(
                    blank && clear, "bank1=%s security=%s", blank ? "blank" : "WRITTEN", clear ? "clear" : "SET");
        }
    }

    Result samBaSealed() throws IOException {
        act("Make the sealed board's chip start its boot ROM without ERASE, if you know how; press Enter.");
        try (SamBa monitor = SamBa.open(samBa)) {
            String found = readBank1(monitor);
            return Result.of(!found.equals("READ"), "bank1=%s", found);
        }
    }

    private static String readBank1(SamBa monitor) {
        try {
            return isBlank(monitor.read(BANK_1, BANK_SIZE)) ? "blank" : "READ";
        } catch (IOException e) {
            return "refused";
        }
    }

    private static boolean isBlank(byte[] memory) {
        for (byte b : memory) {
            if (b != -1) {
                return false;
            }
        }
        return true;
    }

    private void act(String what) {
        terminal.ask(what + " ");
    }
}
