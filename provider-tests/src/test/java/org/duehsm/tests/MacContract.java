package org.duehsm.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What {@link Mac} and {@code MacSpi} promise, whoever computes it. A subclass says whose Mac it is, by which keys, and
 * what the MACs are.
 *
 * <p>Providers may differ in these, and do: whether a Mac can be cloned ({@link #clones()}); what a Mac does after an
 * {@code init} that failed, until the next one; which keys they refuse, but for null. Two have faults: see
 * {@link #initForgets()} and {@link #resetForgets()}.
 */
@Timeout(60)
abstract class MacContract {

    /** Of the keys that a Mac is initialised with, one after the other. */
    static final int KEYS = 2;

    private static final long SEED = 2104;

    /** The longest goes to a device in a stream before two thirds of it are there. */
    private static final List<byte[]> RANDOM = random(2, 55, 64, 200, 5000, 100_000);

    /** A new Mac, which has no key yet. */
    abstract Mac mac() throws Exception;

    /** A key, by its number below {@link #KEYS}. */
    abstract Key key(int number) throws Exception;

    /** The MAC by that key. */
    abstract byte[] expected(int key, byte[] message) throws Exception;

    /** The length of a MAC in bytes. */
    abstract int length();

    /** The name by which {@link #mac()} asks. */
    abstract String name();

    /** Whether a Mac can be cloned. */
    boolean clones() {
        return true;
    }

    /** Whether no bytes at all have a MAC. */
    boolean takesNothing() {
        return true;
    }

    /** Whether {@code init} drops a message that was not ended. */
    boolean initForgets() {
        return true;
    }

    /** Whether {@code reset} does. */
    boolean resetForgets() {
        return true;
    }

    /** Drops a message that was not ended, where {@code init} will not. */
    private void dropBeforeInit(Mac mac) {
        if (!resetForgets()) {
            mac.doFinal();
        } else if (!initForgets()) {
            mac.reset();
        }
    }

    /**
     * Messages, of which nothing else will be completed; of what begins like them, any part may be begun. Two at least, and each
     * two bytes at least. About a block of the hash, a buffer of the JDK's, and what the host keeps.
     */
    List<byte[]> messages() {
        return RANDOM;
    }

    private static List<byte[]> random(int... lengths) {
        Random random = new Random(SEED);
        List<byte[]> messages = new ArrayList<>();
        for (int length : lengths) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            messages.add(message);
        }
        return messages;
    }

    private byte[] message() {
        return messages().get(0);
    }

    private byte[] anotherMessage() {
        return messages().get(1);
    }

    private Mac mac(int key) throws Exception {
        Mac mac = mac();
        mac.init(key(key));
        return mac;
    }

    private void assertWorks(Mac mac, int key) throws Exception {
        assertThat(mac.doFinal(message())).isEqualTo(expected(key, message()));
        assertThat(mac.doFinal(anotherMessage())).isEqualTo(expected(key, anotherMessage()));
    }

    @Test
    void itIsTheMacOfEachMessage() throws Exception {
        Mac mac = mac(0);
        for (byte[] message : messages()) {
            assertThat(mac.doFinal(message)).isEqualTo(expected(0, message)).hasSize(length());
        }
    }

    @Test
    void nothingIsAMessageToo() throws Exception {
        assumeTrue(takesNothing(), "this algorithm has no MAC of nothing");
        Mac mac = mac(0);
        assertThat(mac.doFinal()).isEqualTo(expected(0, new byte[0]));
        assertThat(mac.doFinal(new byte[0])).isEqualTo(expected(0, new byte[0]));
        mac.update(ByteBuffer.allocate(0));
        assertThat(mac.doFinal()).isEqualTo(expected(0, new byte[0]));
    }

    @Test
    void itKnowsItsNameAndItsLengthWithAKeyAndWithout() throws Exception {
        Mac mac = mac();
        for (int i = 0; i < 2; i++) {
            assertThat(mac.getMacLength()).isEqualTo(length());
            assertThat(mac.getAlgorithm()).isEqualTo(name());
            assertThat(mac.getProvider()).isNotNull();
            mac.init(key(0));
        }
        mac.update(message(), 0, 1);
        assertThat(mac.getMacLength()).isEqualTo(length());
    }

    @Test
    void beforeInitItRefusesAllThatNeedsAKeyAndNoMore() throws Exception {
        Mac mac = mac();
        byte[] message = message();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> mac.update(message[0]),
                () -> mac.update(message),
                () -> mac.update(message, 0, 1),
                () -> mac.update(ByteBuffer.wrap(message)),
                mac::doFinal,
                () -> mac.doFinal(message),
                () -> mac.doFinal(new byte[length()], 0))) {
            assertThatThrownBy(use).isInstanceOf(IllegalStateException.class);
        }
        mac.reset();
        mac.init(key(0));
        assertWorks(mac, 0);
    }

    /** By bytes, by arrays and parts of them, and by buffers of every kind, which are left at their ends. */
    @Test
    void aMessageComesInAnyPieces() throws Exception {
        Mac mac = mac(0);
        for (byte[] message : messages()) {
            byte[] given = message.clone();
            mac.update(given[0]);
            mac.update(given, 1, given.length - 1);
            assertThat(mac.doFinal()).isEqualTo(expected(0, message));
            mac.update(given);
            mac.update(new byte[0]);
            mac.update(given, given.length, 0);
            assertThat(mac.doFinal()).isEqualTo(expected(0, message));
            for (ByteBuffer buffer : buffers(given)) {
                int limit = buffer.limit();
                mac.update(buffer);
                assertThat(buffer.position()).isEqualTo(limit);
                assertThat(buffer.limit()).isEqualTo(limit);
                mac.update(buffer); // has nothing left
                assertThat(mac.doFinal()).isEqualTo(expected(0, message));
            }
            int third = given.length / 3;
            mac.update(ByteBuffer.wrap(given, 0, third));
            mac.update(given, third, third);
            assertThat(mac.doFinal(Arrays.copyOfRange(given, 2 * third, given.length)))
                    .isEqualTo(expected(0, message));
            assertThat(Arrays.equals(given, message)).as("what was given").isTrue();
        }
    }

    /** The message in buffers: on the heap and outside, whole and in the midst of a larger one, sliced, and read-only. */
    private static List<ByteBuffer> buffers(byte[] message) {
        List<ByteBuffer> buffers = new ArrayList<>();
        int around = 3;
        for (boolean direct : new boolean[] {false, true}) {
            int size = message.length + 2 * around;
            ByteBuffer larger = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
            larger.position(around).put(message).flip().position(around);
            for (ByteBuffer each : List.of(larger, larger.slice())) {
                buffers.add(each.duplicate());
                buffers.add(each.asReadOnlyBuffer());
            }
        }
        buffers.add(ByteBuffer.wrap(message.clone()));
        return buffers;
    }

    @Test
    void theMacGoesWhereItIsToldToAndNowhereElse() throws Exception {
        Mac mac = mac(0);
        byte[] output = new byte[length() + 5];
        Arrays.fill(output, (byte) 0x55);
        mac.update(message());
        mac.doFinal(output, 3);
        assertThat(Arrays.copyOfRange(output, 3, 3 + length())).isEqualTo(expected(0, message()));
        for (int outside : new int[] {0, 1, 2, length() + 3, length() + 4}) {
            assertThat(output[outside]).isEqualTo((byte) 0x55);
        }
        byte[] exact = new byte[length()];
        mac.update(message());
        mac.doFinal(exact, 0);
        assertThat(exact).isEqualTo(expected(0, message()));
    }

    @Test
    void anArrayTooShortForTheMacCostsNothing() throws Exception {
        Mac mac = mac(0);
        mac.update(message(), 0, 1);
        assertThatThrownBy(() -> mac.doFinal(new byte[length() - 1], 0)).isInstanceOf(ShortBufferException.class);
        assertThatThrownBy(() -> mac.doFinal(new byte[length()], 1)).isInstanceOf(ShortBufferException.class);
        assertThatThrownBy(() -> mac.doFinal(null, 0)).isInstanceOf(ShortBufferException.class);
        byte[] rest = Arrays.copyOfRange(message(), 1, message().length);
        assertThat(mac.doFinal(rest)).isEqualTo(expected(0, message()));
    }

    /** Neither the arrays that came nor those that went are the Mac's own. */
    @Test
    void nobodysLaterChangesMatter() throws Exception {
        Mac mac = mac(0);
        for (byte[] message : messages()) {
            byte[] given = message.clone();
            mac.update(given);
            Arrays.fill(given, (byte) 0);
            byte[] first = mac.doFinal();
            assertThat(first).isEqualTo(expected(0, message));
            Arrays.fill(first, (byte) 0);
            assertThat(mac.doFinal(message)).isEqualTo(expected(0, message));
        }
    }

    @Test
    void resetForgetsWhatCameSinceTheLastMac() throws Exception {
        assumeTrue(resetForgets(), "a known fault of this provider");
        Mac mac = mac(0);
        mac.reset();
        for (byte[] message : messages()) {
            mac.update(message, 0, message.length - 1);
            mac.reset();
            mac.reset();
            assertThat(mac.doFinal(message)).isEqualTo(expected(0, message));
            mac.reset();
        }
        assertWorks(mac, 0);
    }

    @Test
    void initBeginsAnewByTheSameKeyAndByAnother() throws Exception {
        Mac mac = mac();
        for (byte[] message : messages()) {
            for (int key : new int[] {0, 0, 1, 0}) {
                mac.init(key(key));
                assertThat(mac.doFinal(message)).isEqualTo(expected(key, message));
                mac.update(message, 0, message.length - 1);
                dropBeforeInit(mac);
            }
        }
    }

    @Test
    void aCloneGoesItsOwnWayFromAnyPointOfAMessage() throws Exception {
        if (!clones()) {
            Mac mac = mac(0);
            mac.update(message(), 0, 1);
            assertThatThrownBy(mac::clone).isInstanceOf(CloneNotSupportedException.class);
            mac.update(message(), 1, message().length - 1);
            assertThat(mac.doFinal()).isEqualTo(expected(0, message()));
            return;
        }
        for (byte[] message : messages()) {
            for (int cut : new int[] {0, 1, message.length / 3, 2 * message.length / 3, message.length}) {
                Mac mac = mac(0);
                mac.update(message, 0, cut);
                Mac copy = (Mac) mac.clone();
                Mac copyOfCopy = (Mac) copy.clone();
                Mac byAnotherKey = (Mac) mac.clone();
                dropBeforeInit(byAnotherKey);
                byAnotherKey.init(key(1));
                dropBeforeInit(mac);
                mac.reset();

                copy.update(message, cut, message.length - cut);
                assertThat(mac.doFinal(anotherMessage())).isEqualTo(expected(0, anotherMessage()));
                assertThat(copy.doFinal()).isEqualTo(expected(0, message));
                copyOfCopy.update(message, cut, message.length - cut);
                assertThat(copyOfCopy.doFinal()).isEqualTo(expected(0, message));
                assertWorks(byAnotherKey, 1);
                assertWorks(copy, 0);
            }
        }
    }

    @Test
    void aCloneWithoutAKeyHasNoneAndTakesOne() throws Exception {
        if (!clones()) {
            assertThatThrownBy(() -> mac().clone()).isInstanceOf(CloneNotSupportedException.class);
            return;
        }
        Mac prototype = mac();
        Mac copy = (Mac) prototype.clone();
        copy.init(key(0));
        assertThatThrownBy(prototype::doFinal).isInstanceOf(IllegalStateException.class);
        assertWorks(copy, 0);
        Mac another = (Mac) prototype.clone();
        assertThatThrownBy(another::doFinal).isInstanceOf(IllegalStateException.class);
        prototype.init(key(1));
        assertWorks(prototype, 1);
        assertThat(copy.getAlgorithm()).isEqualTo(name());
        assertThat(copy.getProvider()).isSameAs(prototype.getProvider());
    }

    @Test
    void nullIsNoDataAndNoKey() throws Exception {
        Mac mac = mac();
        assertThatThrownBy(() -> mac.init(null)).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> mac.init(null, null)).isInstanceOf(InvalidKeyException.class);
        mac.init(key(0), null);
        mac.update(message(), 0, 1);
        mac.update((byte[]) null);
        mac.update(null, 0, 0);
        assertThatThrownBy(() -> mac.update((ByteBuffer) null)).isInstanceOf(IllegalArgumentException.class);
        mac.update(message(), 1, message().length - 1);
        assertThat(mac.doFinal(null)).isEqualTo(expected(0, message()));
    }

    @Test
    void aRangeOutsideOfTheArrayIsRefusedAndTheMessageGoesOn() throws Exception {
        Mac mac = mac(0);
        byte[] message = message();
        mac.update(message, 0, 1);
        int[][] ranges = {{-1, 1}, {0, -1}, {0, message.length + 1}, {message.length, 1}, {1, Integer.MAX_VALUE}};
        for (int[] range : ranges) {
            assertThatThrownBy(() -> mac.update(message, range[0], range[1]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        mac.update(message, 1, message.length - 1);
        assertThat(mac.doFinal()).isEqualTo(expected(0, message));
    }

    private record UnknownSpec() implements AlgorithmParameterSpec {}

    @Test
    void aFailedInitIsMendedByTheNextOne() throws Exception {
        Mac mac = mac();
        for (int key : new int[] {0, 1}) {
            assertThatThrownBy(() -> mac.init(key(0), new UnknownSpec()))
                    .isInstanceOf(InvalidAlgorithmParameterException.class);
            mac.init(key(key));
            assertWorks(mac, key);
            mac.update(message(), 0, 1);
            dropBeforeInit(mac);
            assertThatThrownBy(() -> mac.init(null)).isInstanceOf(InvalidKeyException.class);
            mac.init(key(key));
            assertWorks(mac, key);
            mac.update(message(), 0, 1);
            dropBeforeInit(mac);
        }
    }

    /** A Mac is for one thread at a time, whichever that is. */
    @Test
    void oneThreadAfterTheOtherMayUseIt() throws Exception {
        for (byte[] message : messages()) {
            Mac mac = elsewhere(() -> mac(0));
            elsewhere(() -> {
                mac.update(message, 0, message.length - 1);
                return null;
            });
            elsewhere(() -> {
                mac.update(message[message.length - 1]);
                return null;
            });
            byte[] digest = elsewhere(() -> mac.doFinal());
            assertThat(digest).isEqualTo(expected(0, message));
            assertWorks(mac, 0);
        }
    }

    private static <T> T elsewhere(Callable<T> step) throws Exception {
        FutureTask<T> task = new FutureTask<>(step);
        new Thread(task).start();
        return task.get();
    }

    /** Many Macs of one thread, begun before any is ended. */
    @Test
    void macsDoNotDisturbEachOther() throws Exception {
        List<Mac> macs = new ArrayList<>();
        for (byte[] message : messages()) {
            for (int key = 0; key < KEYS; key++) {
                macs.add(mac(key));
                macs.get(macs.size() - 1).update(message, 0, message.length / 2);
            }
        }
        for (int i = macs.size() - 1; i >= 0; i--) {
            byte[] message = messages().get(i / KEYS);
            macs.get(i).update(message, message.length / 2, message.length - message.length / 2);
            assertThat(macs.get(i).doFinal()).isEqualTo(expected(i % KEYS, message));
        }
    }
}
