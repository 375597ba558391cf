package org.duehsm.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void writesNestedValues() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("number", 1.5);
        map.put("none", null);
        map.put("list", List.of(true, List.of(), Map.of()));
        assertThat(Json.write(map)).isEqualTo("""
                        {
                          "number": 1.5,
                          "none": null,
                          "list": [
                            true,
                            [],
                            {}
                          ]
                        }""");
    }

    @Test
    void escapesWhatAStringMayNotHold() {
        assertThat(Json.write("a\"b\\c\n\u0001é")).isEqualTo("\"a\\\"b\\\\c\\u000a\\u0001\\u00e9\"");
    }
}
