package org.duehsm.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests go, and where never, whatever a name resolves to. */
class AddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "::ffff:169.254.169.254",
                "fd00:ec2::254",
                "fe80::1",
                "64:ff9b::a9fe:a9fe",
                "0.0.0.0",
                "::",
                "224.0.0.1"
            })
    void neverToWhatHandsOutCredentials(String address) throws Exception {
        assertThat(Addresses.isPermitted(InetAddress.getByName(address), true)).isFalse();
        assertThat(Addresses.isPermitted(InetAddress.getByName(address), false)).isFalse();
    }

    @Test
    void inClearOnLoopbackOnly() throws Exception {
        for (String address : new String[] {"127.0.0.1", "127.1.2.3", "::1"}) {
            assertThat(Addresses.isPermitted(InetAddress.getByName(address), false))
                    .isTrue();
        }
        for (String address : new String[] {"10.0.0.1", "52.95.110.1", "2600:1f00::1"}) {
            assertThat(Addresses.isPermitted(InetAddress.getByName(address), true))
                    .isTrue();
            assertThat(Addresses.isPermitted(InetAddress.getByName(address), false))
                    .isFalse();
        }
    }

    @Test
    void leavesOutThoseOfSeveral() throws Exception {
        InetSocketAddress good = new InetSocketAddress("10.0.0.1", 443);
        assertThat(Addresses.permitted(List.of(new InetSocketAddress("169.254.169.254", 443), good), true))
                .containsExactly(good);
    }
}
