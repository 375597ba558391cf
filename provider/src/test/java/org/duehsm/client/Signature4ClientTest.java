package org.duehsm.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.duehsm.link.SimulatedDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client does of itself for keys of Signature 4; the simulated device is as firmware was before it. */
@Timeout(60)
class Signature4ClientTest {

    private static final Algorithm AWS4 = Algorithm.AWS4_HMAC_SHA256;
    private static final int LONGEST = 386;
    private static final KeyLimits LIMITS = KeyLimits.of(List.of("eu-west-1"), List.of("s3"));
    private static final int UNKNOWN_KEY = 1;

    private final SimulatedDevice device = new SimulatedDevice(16, 4, 16384);
    private final DueHsmClient client =
            new DueHsmClient(new ClientConfig("sim", 115200, Duration.ofSeconds(30)), device::connect);
    private final MacMessage message = new MacMessage(() -> client, AWS4, "k");

    @AfterEach
    void close() {
        client.close();
    }

    /** The longest region and service, and the form with most lines. */
    @Test
    void theLongestStringToSignIsThatOfAChunk() {
        String name = "n".repeat(KeyLimits.MAX_NAME);
        String hash = "0".repeat(64);
        assertThat(String.join(
                        "\n",
                        "AWS4-HMAC-SHA256-PAYLOAD",
                        "20150830T123600Z",
                        "20150830/" + name + "/" + name + "/aws4_request",
                        hash,
                        hash,
                        hash))
                .hasSize(LONGEST);
        assertThat(AWS4.maxMessageBytes()).isEqualTo(LONGEST);
    }

    /** It needs no device for that, and the message after it is not disturbed. */
    @Test
    void whatIsLongerThanAnyStringToSignIsRefusedAtOnce() {
        assertTooLong(() -> client.mac(AWS4, "k", new byte[LONGEST + 1], 0, LONGEST + 1));
        message.update(new byte[LONGEST], 0, LONGEST);
        assertTooLong(() -> message.update((byte) 0));
        message.reset();
        assertTooLong(() -> message.update(new byte[100_000], 0, 100_000));
        assertThatThrownBy(message::doFinal).isInstanceOf(IllegalStateException.class);
        assertThat(device.hellos).isZero();
        message.reset();
        message.update(new byte[LONGEST], 0, LONGEST);
        device.addKey("k");
        assertThatThrownBy(message::doFinal).hasMessageContaining("has no AWS4-HMAC-SHA256"); // the device was asked
        assertThat(device.executions).isEqualTo(1);
    }

    private static void assertTooLong(ThrowingCallable call) {
        assertRefused(DeviceStatus.BAD_MESSAGE, call)
                .hasMessageStartingWith(
                        "key \"k\": the message has more than the 386 bytes of the longest string to sign,"
                                + " and a key for AWS4-HMAC-SHA256 signs nothing but strings to sign of AWS Signature 4");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
            DeviceStatus status, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DeviceStatusException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void itsKeysAreNotGeneratedAndNotMeasuredAsHashes() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> client.generateKey("k", AWS4), () -> Measurement.hash(AWS4, 1), () -> Measurement.mac(AWS4, 1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> {
                        try {
                            call.call();
                        } catch (RuntimeException e) {
                            throw e;
                        } catch (Throwable e) {
                            throw new AssertionError(e);
                        }
                    })
                    .withMessageContaining("AWS4-HMAC-SHA256");
        }
        assertThat(device.hellos).isZero();
    }

    @Test
    void namesTheFirmwareThatHasNotTheAlgorithmOrNoLimits() {
        String newer = "; upload a newer one, which wipes the keys that are there";
        assertRefused(DeviceStatus.UNSUPPORTED, () -> client.importKey("k", AWS4, new byte[40], false))
                .hasMessage("sim: key \"k\": the firmware of this device, 1.0.0, has no AWS4-HMAC-SHA256" + newer);
        assertRefused(DeviceStatus.UNSUPPORTED, () -> client.importKey("k", AWS4, new byte[40], LIMITS, false))
                .hasMessage("sim: key \"k\": the firmware of this device, 1.0.0, has no limits of keys" + newer);
        assertThat(device.keys()).isEmpty();
    }

    @Test
    void namesWhatTheKeyIsLimitedToAndWhatWasAsked() {
        device.refusal = 17;
        String scope = "20150830/us-east-1/iam/aws4_request";
        byte[] string = ("AWS4-HMAC-SHA256\n20150830T123600Z\n" + scope + "\n" + "0".repeat(64)).getBytes(US_ASCII);
        assertRefused(DeviceStatus.LIMITED, () -> client.mac(AWS4, "k", string, 0, string.length))
                .hasMessage("sim: key \"k\": the key is limited, and the string to sign is for " + scope
                        + "; take a key for that, or give this one other limits ('due-hsm limits set')");
        device.refusal = 16;
        assertRefused(DeviceStatus.BAD_MESSAGE, () -> client.mac(AWS4, "k", string, 0, string.length))
                .hasMessageStartingWith("sim: key \"k\": a key for AWS4-HMAC-SHA256 signs nothing but strings to sign");
        device.refusal = 20;
        assertRefused(DeviceStatus.LIMITS_TOO_LONG, () -> client.importKey("k", AWS4, new byte[1], LIMITS, false))
                .hasMessageContaining("at most 128 bytes");
    }

    /** It may be secret. */
    @Test
    void saysNothingOfAnHmacMessageThatLimitsDoNotPermit() {
        device.refusal = 17;
        byte[] message = "one\ntwo\nthree".getBytes(US_ASCII);
        assertRefused(DeviceStatus.LIMITED, () -> client.mac(Algorithm.HMAC_SHA1, "k", message, 0, message.length))
                .hasMessage(
                        "sim: key \"k\": the key is limited, and the message is not within that; take a key for that, or"
                                + " give this one other limits ('due-hsm limits set')");
    }

    /** What is buffered and an array of Java's greatest length have together more bytes than an int. */
    @Test
    void noMessageIsTooLongForHmac() {
        for (Algorithm hmac : Algorithm.hmacs()) {
            MacKey.of(hmac, "k").requireLength((long) WipedBuffer.CAPACITY + Integer.MAX_VALUE);
        }
    }

    /** The device's end of EXTENDED 1, with limits of one key. */
    private static byte[] piece(int generation, byte[] limits, int offset) {
        byte[] part = Arrays.copyOfRange(limits, Math.min(offset, limits.length), Math.min(offset + 72, limits.length));
        byte[] answer =
                Arrays.copyOf(new byte[] {0, (byte) generation, 0, 0, 0, (byte) limits.length}, 6 + part.length);
        System.arraycopy(part, 0, answer, 6, part.length);
        return answer;
    }

    @Test
    void readsLimitsInPieces() {
        KeyLimits wide = KeyLimits.of(List.of("r".repeat(60)), List.of("s".repeat(60)));
        byte[] encoded = LimitList.encode(wide, "k", AWS4, new byte[1]);
        holds(payload -> {
            assertThat(payload).startsWith(1).endsWith(1, 'k').hasSize(4);
            return piece(7, encoded, payload[1] & 0xFF);
        });
        assertThat(client.find("k"))
                .hasValueSatisfying(key -> assertThat(key.limits()).isEqualTo(wide));
    }

    /** A key is replaced between the pieces: the limits are those of the one or the other. */
    @Test
    void readsLimitsAgainThatHaveChangedMeanwhile() {
        byte[] before = LimitList.encode(
                KeyLimits.of(List.of("r".repeat(60)), List.of("s".repeat(60))), "k", AWS4, new byte[1]);
        KeyLimits now = KeyLimits.of(List.of("q".repeat(60)), List.of("t".repeat(60)));
        byte[] after = LimitList.encode(now, "k", AWS4, new byte[1]);
        holds(payload -> device.executions == 2 ? piece(7, before, 0) : piece(8, after, payload[1] & 0xFF));
        assertThat(client.find("k"))
                .hasValueSatisfying(key -> assertThat(key.limits()).isEqualTo(now));
    }

    private void holds(UnaryOperator<byte[]> extended) {
        device.addKey("k");
        device.algorithm = AWS4.code();
        device.extended = extended;
    }

    @Test
    void aKeyWhoseLimitsABrokerDoesNotTellIsListedWithout() {
        holds(null);
        assertThat(client.find("k")).hasValueSatisfying(key -> {
            assertThat(key.algorithm()).contains(AWS4);
            assertThat(key.limits()).isNull();
        });
        assertThat(client.algorithm("k")).isEqualTo(AWS4);
        device.algorithm = 1;
        assertThat(client.find("k"))
                .hasValueSatisfying(key -> assertThat(key.limits()).isEqualTo(KeyLimits.NONE));
    }

    @Test
    void aKeyThatGoesWhileItIsReadIsNotThere() {
        holds(payload -> new byte[] {UNKNOWN_KEY});
        assertThat(client.find("k")).isEmpty();
    }

    @Test
    void limitsThatAreNoneAreOfADeviceThatDoesNotFit() {
        for (byte[] wrong :
                new byte[][] {{0, 1, 0, 0, 0, 3, 4, 1}, {0, 1, 0, 0, 0, 2, 4, 1}, {0, 1, 0, 0, 0, 2, 4, 1, 's'}}) {
            holds(payload -> payload[1] == 0 ? wrong : new byte[] {0, 1, 0, 0, 0, wrong[5]});
            assertThatThrownBy(() -> client.find("k"))
                    .isInstanceOf(DeviceUnavailableException.class)
                    .hasMessageEndingWith("install a matching firmware or library");
        }
    }
}
