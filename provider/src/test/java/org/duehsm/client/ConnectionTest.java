package org.duehsm.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Test;

/** What becomes of an attempt to open a port that fails. */
class ConnectionTest {

    private static final ClientConfig CONFIG = ClientConfig.of("/dev/due");

    @Test
    void anErrorIsThrownAsItIs() {
        Error error = new OutOfMemoryError("made by a test");
        DueHsmClient client = new DueHsmClient(CONFIG, () -> {
            throw error;
        });

        assertThatThrownBy(client::info).isSameAs(error);
        assertThatThrownBy(() -> client.deleteKey("a")).isSameAs(error);
    }

    @Test
    void anyOtherExceptionIsADeviceThatIsNotThere() {
        RuntimeException unforeseen = new InvalidPathException("due", "made by a test");
        DueHsmClient client = new DueHsmClient(CONFIG, () -> {
            throw unforeseen;
        });

        assertThatThrownBy(client::info)
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("/dev/due: cannot be opened: ")
                .hasRootCause(unforeseen);
    }
}
