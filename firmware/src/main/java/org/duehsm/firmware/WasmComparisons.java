package org.duehsm.firmware;

/**
 * WebAssembly's comparisons of integers of 32 bits, which give 1 or 0. They have the names and the types of Endive's
 * own, in whose place the build has the compiled core call these ({@code boards/wasm/RedirectComparisons.java}).
 *
 * <p>They do without a branch. Endive's have one, and the JVM's C2 compiler wrongly joins two of those into one, where
 * a number is compared with two others and one side of the first has not been taken yet (JDK-8376400, in Java 17; later
 * ones compile what Endive does in another way). When that side is taken at last, the code goes on with a wrong
 * result: a loop of the core runs past its end, through all of the memory.
 */
final class WasmComparisons {

    private WasmComparisons() {}

    static int I32_LT_U(int a, int b) {
        return negative(Integer.toUnsignedLong(a) - Integer.toUnsignedLong(b));
    }

    static int I32_GT_U(int a, int b) {
        return I32_LT_U(b, a);
    }

    static int I32_LE_U(int a, int b) {
        return 1 ^ I32_LT_U(b, a);
    }

    static int I32_GE_U(int a, int b) {
        return 1 ^ I32_LT_U(a, b);
    }

    static int i32_ge_u(int a, int b) {
        return I32_GE_U(a, b);
    }

    static int I32_LT_S(int a, int b) {
        return negative((long) a - b);
    }

    static int I32_GT_S(int a, int b) {
        return I32_LT_S(b, a);
    }

    static int I32_LE_S(int a, int b) {
        return 1 ^ I32_LT_S(b, a);
    }

    static int I32_GE_S(int a, int b) {
        return 1 ^ I32_LT_S(a, b);
    }

    private static int negative(long difference) {
        return (int) (difference >>> 63);
    }
}
