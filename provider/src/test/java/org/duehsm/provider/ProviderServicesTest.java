package org.duehsm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duehsm.client.SimulatedPort;
import org.duehsm.link.SimulatedDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider says of itself and of its services. */
class ProviderServicesTest {

    private static final String PORT = "/dev/duehsm-services";

    /** All that a service can say, by the specification of standard names. */
    private static final List<String> ATTRIBUTES = List.of(
            "ImplementedIn",
            "KeySize",
            "SupportedKeyClasses",
            "SupportedKeyFormats",
            "SupportedModes",
            "SupportedPaddings",
            "ThreadSafe");

    @TempDir
    Path directory;

    private final Provider provider = new DueHsmProvider();

    @AfterEach
    void unregister() {
        Security.removeProvider(DueHsmProvider.NAME);
    }

    private Stream<Provider.Service> all() {
        return Stream.concat(
                provider.getServices().stream(), Stream.of(provider.getService("SecureRandom", DueHsmProvider.NAME)));
    }

    @Test
    void aServiceSaysWhatIsTrueOfIt() {
        assertThat(all()).allSatisfy(service -> {
            Set<String> said = ATTRIBUTES.stream()
                    .filter(name -> service.getAttribute(name) != null)
                    .map(name -> name + "=" + service.getAttribute(name))
                    .collect(Collectors.toSet());
            assertThat(said)
                    .isEqualTo(
                            switch (service.getType()) {
                                case "Mac" ->
                                    Set.of(
                                            "ImplementedIn=Hardware",
                                            "SupportedKeyClasses=org.duehsm.provider.DueHsmKey");
                                case "SecureRandom" -> Set.of("ImplementedIn=Hardware", "ThreadSafe=true");
                                default -> Set.of("ImplementedIn=Hardware");
                            });
        });
    }

    @Test
    void aServiceMakesWhatItSaysAndTakesNoParameters() {
        assertThat(all()).allSatisfy(service -> {
            assertThat(service.newInstance(null).getClass().getName()).isEqualTo(service.getClassName());
            assertThat(service.newInstance(null)).isNotSameAs(service.newInstance(null));
            assertThat(service.getProvider()).isSameAs(provider);
            assertThatThrownBy(() -> service.newInstance("x"))
                    .isInstanceOf(InvalidParameterException.class)
                    .hasMessageContainingAll(service.getType(), service.getAlgorithm());
        });
    }

    @Test
    void theServicesStayTheSame() {
        Set<Provider.Service> before = Set.copyOf(provider.getServices());
        for (Provider.Service service : before) {
            assertThat(provider.getService(service.getType(), service.getAlgorithm()))
                    .isSameAs(service);
            assertThat(provider.getService(
                            service.getType(), service.getAlgorithm().toUpperCase()))
                    .isSameAs(service);
        }
        assertThat(provider.getService("SecureRandom", "duehsm"))
                .isSameAs(provider.getService("SecureRandom", "DueHSM"));
        Provider.Service sha1 = provider.getService("Mac", "HmacSHA1");
        for (String name : List.of("1.2.840.113549.2.7", "OID.1.2.840.113549.2.7")) {
            assertThat(provider.getService("Mac", name)).isSameAs(sha1);
        }
        assertThat(provider.getServices()).isEqualTo(before);
        assertThatThrownBy(() -> provider.getServices().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void filtersFindIt() {
        Security.addProvider(provider);
        for (String filter : List.of(
                "Mac.HmacSHA1",
                "Mac.1.2.840.113549.2.9",
                "mac.hmacsha256-duehsm",
                "KeyStore.DueHSM",
                "KeyGenerator.HmacSHA1-DueHSM",
                "SecretKeyFactory.HmacSHA256-DueHSM")) {
            assertThat(Security.getProviders(filter)).as(filter).contains(provider);
            assertThat(Security.getProviders(filter + " ImplementedIn:Hardware"))
                    .as(filter)
                    .contains(provider);
            assertThat(names(filter + " ImplementedIn:Software")).as(filter).doesNotContain(DueHsmProvider.NAME);
        }
        assertThat(names("Mac.HmacSHA1 SupportedKeyClasses:org.duehsm.provider.DueHsmKey"))
                .containsExactly(DueHsmProvider.NAME);
        assertThat(names("Mac.HmacSHA1 SupportedKeyFormats:RAW")).doesNotContain(DueHsmProvider.NAME);
        assertThat(names("Mac.HmacSHA512")).doesNotContain(DueHsmProvider.NAME);
    }

    private static List<String> names(String filter) {
        Provider[] found = Security.getProviders(filter);
        return found == null
                ? List.of()
                : Stream.of(found).map(Provider::getName).toList();
    }

    @Test
    void itSaysWhatItIs() throws Exception {
        Provider named = provider.configure(
                Files.writeString(directory.resolve("named"), "name = b").toString());

        assertThat(provider).hasToString("DueHSM version 1.0");
        assertThat(named).hasToString("DueHSM-b version 1.0");
        for (Provider each : List.of(provider, named)) {
            assertThat(each.getVersionStr()).isEqualTo("1.0");
            assertThat(each.getInfo()).contains("HmacSHA1", "HmacSHA256", "keys on an Arduino Due");
            assertThat(each.isConfigured()).isTrue();
        }
        assertThat(named.getServices())
                .extracting(Provider.Service::toString)
                .as("but for the name")
                .containsExactlyInAnyOrderElementsOf(provider.getServices().stream()
                        .map(service -> service.toString().replaceFirst("^DueHSM:", "DueHSM-b:"))
                        .toList());
    }

    /** The JDK keeps threads from a SecureRandom one by one, unless it sees that they need not be. */
    @ParameterizedTest
    @ValueSource(strings = {"DueHSM", "duehsm"})
    void threadsNeedNotWaitForEachOthersRandomBytes(String name) throws Exception {
        Provider simulated = provider.configure(
                Files.writeString(directory.resolve("file"), "port = " + PORT).toString());
        SecureRandom random = SecureRandom.getInstance(name, simulated);
        AtomicReference<Boolean> locked = new AtomicReference<>();
        SimulatedDevice device = new SimulatedDevice(16, 4, 16384);
        SimulatedPort port = new SimulatedPort(PORT, () -> {
            locked.set(Thread.holdsLock(random));
            return device.connect();
        });
        try {
            assertThatThrownBy(() -> random.nextBytes(new byte[8]))
                    .as("the simulated device has none")
                    .isInstanceOf(ProviderException.class);
            assertThat(locked).hasValue(false);
        } finally {
            port.close();
        }
    }
}
