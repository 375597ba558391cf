package org.duehsm.cli.fleet;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duehsm.client.Algorithm;
import org.duehsm.client.DueHsmClient;
import org.duehsm.client.DueHsmException;

/** Threads of a program that have MACs computed all the time, and check each. */
final class Load implements AutoCloseable {

    private static final int LONGEST = 64 << 10; // what is computed anew where a board has gone
    private static final int ONE_IN = 30;
    private static final int SHORT = 1000;
    private static final int MORE = 10;

    private final DueHsmClient client;
    private final String id;
    private final String key;
    private final List<Thread> threads = new ArrayList<>();
    private final long[] done;
    private final List<String> failures = new ArrayList<>();
    private boolean closed;

    Load(DueHsmClient client, String id, String key, int threadCount) {
        this.client = client;
        this.id = id;
        this.key = key;
        done = new long[threadCount];
        for (int i = 0; i < threadCount; i++) {
            int number = i;
            Thread thread = new Thread(() -> run(number), "load-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    static byte[] expected(String key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
        mac.init(new SecretKeySpec(key.getBytes(), "HmacSHA256"));
        return mac.doFinal(message);
    }

    private void run(int number) {
        Random random = new Random(number);
        while (goesOn()) {
            byte[] message = new byte[random.nextInt(ONE_IN) == 0 ? LONGEST : random.nextInt(SHORT)];
            random.nextBytes(message);
            try {
                byte[] mac = client.mac(Algorithm.HMAC_SHA256, id, message, 0, message.length);
                note(number, MessageDigest.isEqual(mac, expected(key, message)) ? null : "a MAC is wrong");
            } catch (DueHsmException | GeneralSecurityException e) {
                note(number, e.toString());
            }
        }
    }

    private synchronized boolean goesOn() {
        return !closed && failures.isEmpty();
    }

    private synchronized void note(int number, String failure) {
        done[number]++;
        if (failure != null) {
            failures.add(failure);
        }
        notifyAll();
    }

    /** Waits until each thread has got some more MACs, or one of them none. */
    synchronized void awaitMore() throws InterruptedException {
        long[] until = done.clone();
        for (int i = 0; i < until.length; i++) {
            while (done[i] < until[i] + MORE && failures.isEmpty()) {
                wait();
            }
        }
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
