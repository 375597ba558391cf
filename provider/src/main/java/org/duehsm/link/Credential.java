package org.duehsm.link;

import java.util.Arrays;

/** Who logs in to a device, and the secret by which it shows that. */
public final class Credential {

    final byte[] name;
    final int role;
    final byte[] secret;

    /**
     * @param name the login's name, 1 to 32 bytes of UTF-8
     * @param role 1: user, 2: manager; as the device has it, or the proof is wrong
     * @param secret 32 bytes, which become this object's
     */
    public Credential(byte[] name, int role, byte[] secret) {
        this.name = name;
        this.role = role;
        this.secret = secret;
    }

    /** Wipes the secret. */
    public void wipe() {
        Arrays.fill(secret, (byte) 0);
    }
}
