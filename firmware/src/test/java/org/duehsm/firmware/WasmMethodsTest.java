package org.duehsm.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WasmMethodsTest {

    /** HotSpot interprets a longer method for ever. */
    private static final int LONGEST_COMPILED = 8000;

    private static final Pattern METHOD = Pattern.compile("static .* (func_\\d+)\\(");
    private static final Pattern INSTRUCTION = Pattern.compile("^ *(\\d+): ");

    @Test
    void hotSpotCompilesEachOfThem() throws Exception {
        Map<String, Integer> lastInstructions = new TreeMap<>();
        String method = "";
        for (String line : CoreBytecode.disassembly().lines().toList()) {
            Matcher named = METHOD.matcher(line);
            Matcher instruction = INSTRUCTION.matcher(line);
            if (named.find()) {
                method = named.group(1);
            } else if (instruction.find()) {
                lastInstructions.put(method, Integer.parseInt(instruction.group(1)));
            }
        }

        assertThat(lastInstructions).hasSizeGreaterThan(100);
        assertThat(lastInstructions.values()).allMatch(at -> at < LONGEST_COMPILED);
    }
}
