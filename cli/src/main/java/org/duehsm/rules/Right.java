package org.duehsm.rules;

/** What a caller may be allowed to do. Looking at the device itself (INFO) is allowed to all, so it is none. */
public enum Right {
    /** To compute MACs with a key. */
    MAC,
    /** To see that a key is there, with its algorithm and time. */
    LIST,
    /** To read random bytes of the device. */
    RANDOM,
    /** To change keys or the device: import, generate, delete, seal, and whatever else keeps the device busy. */
    MANAGE
}
