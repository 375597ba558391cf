package org.duehsm.client;

import java.util.HexFormat;

/** A program that prints a MAC of the device at each of the ports. */
final class MacOnce {

    private MacOnce() {}

    public static void main(String[] ports) {
        for (String port : ports) {
            DueHsmClient client = DueHsmClient.shared(ClientConfig.of(port));
            byte[] mac = client.mac(Algorithm.HMAC_SHA1, "k", new byte[1], 0, 1);
            System.out.println("MAC " + HexFormat.of().formatHex(mac));
        }
    }
}
