package org.duehsm.cycles.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duehsm.cycles.Cost;
import org.junit.jupiter.api.Test;

class BenchTest {

    private static final String DOCUMENT = """
            before
            <!-- make benchmarks: one -->
            old
            <!-- end -->
            between
            <!-- make benchmarks: two -->
            <!-- end -->
            after
            """;

    @Test
    void putsTheTablesBetweenTheirMarkersAndNothingElse() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("two", "2\n");
        tables.put("one", "1\n1\n");
        String filled = Bench.fill(DOCUMENT, tables);
        assertThat(filled).isEqualTo("""
                        before
                        <!-- make benchmarks: one -->
                        1
                        1
                        <!-- end -->
                        between
                        <!-- make benchmarks: two -->
                        2
                        <!-- end -->
                        after
                        """);
        assertThat(Bench.fill(filled, tables)).isEqualTo(filled);
    }

    @Test
    void refusesADocumentWithoutATablesMarkers() {
        assertThatThrownBy(() -> Bench.fill(DOCUMENT, Map.of("three", "3\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("<!-- make benchmarks: three -->");
        assertThatThrownBy(() -> Bench.fill("<!-- make benchmarks: one -->\n", Map.of("one", "1\n")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFirmwaresPageHasAPlaceForEveryTable() throws IOException {
        String page = Files.readString(Path.of("../BENCHMARKS.md"));
        Map<String, String> tables = new LinkedHashMap<>(Map.of("path", "p\n", "device", "d\n"));
        for (Hash hash : Hash.values()) {
            tables.put(hash.prefix, hash.title + "\n");
        }
        assertThat(Bench.fill(page, tables)).contains(tables.values());
    }

    @Test
    void aHashHasARowForEachBuildAndFiguresByName() {
        Cost block = new Cost(892, 930, 935, 0);
        Cost hmac = new Cost(0, 80_000, 84_000, 0);
        HashVariant asm = new HashVariant(Hash.SHA1, "asm", block, Cost.NONE, hmac, 3020, 136);
        HashVariant c = new HashVariant(Hash.SHA1, "c-O3", block, Cost.NONE, hmac, 4028, 216);
        assertThat(HashVariant.table(Hash.SHA1, List.of(asm, c)).lines())
                .endsWith(
                        "| sha1_cortexm3.S | 892 | 930 | 935 | 0 | 80000 | 84000 | 1000 | 3020 | 136 |",
                        "| sha1_portable.c, -O3 | 892 | 930 | 935 | 0 | 80000 | 84000 | 1000 | 4028 | 216 |");
        Map<String, Number> figures = new LinkedHashMap<>();
        asm.figures(figures);
        assertThat(figures)
                .containsEntry("sha1.asm.block.flash_cycles", 935L)
                .containsEntry("sha1.asm.hmac.per_second", 1000L)
                .containsEntry("sha1.asm.stack.bytes", 136);
    }
}
