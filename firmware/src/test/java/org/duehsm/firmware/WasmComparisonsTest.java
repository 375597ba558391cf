package org.duehsm.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import run.endive.runtime.OpcodeImpl;

class WasmComparisonsTest {

    private static final int[] NUMBERS = {
        Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -255, -1, 0, 1, 3, 4, 254, Integer.MAX_VALUE - 1, Integer.MAX_VALUE
    };

    @Test
    void giveWhatEndivesDo() throws Exception {
        int methods = 0;
        for (Method method : WasmComparisons.class.getDeclaredMethods()) {
            String name = method.getName().toUpperCase(Locale.ROOT);
            if (name.startsWith("I32_")) {
                Method endives = OpcodeImpl.class.getMethod(name, int.class, int.class);
                for (int a : NUMBERS) {
                    for (int b : NUMBERS) {
                        assertThat(method.invoke(null, a, b))
                                .as("%s(%d, %d)", name, a, b)
                                .isEqualTo(endives.invoke(null, a, b));
                    }
                }
                methods++;
            }
        }
        assertThat(methods).isEqualTo(9);
    }

    /** Of Endive's own, C2 of Java 17 makes wrong code: once in a while, the device overwrites its memory. */
    @Test
    void areAllThatTheCompiledCoreComparesWith() throws Exception {
        Pattern comparison = Pattern.compile("Method (\\S+)\\.i32_[lg][te]_[su]:", Pattern.CASE_INSENSITIVE);
        assertThat(comparison.matcher(CoreBytecode.disassembly()).results().map(found -> found.group(1)))
                .hasSizeGreaterThan(100)
                .containsOnly(WasmComparisons.class.getName().replace('.', '/'));
    }
}
