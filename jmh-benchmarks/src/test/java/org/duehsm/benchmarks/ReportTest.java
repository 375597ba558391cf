package org.duehsm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** jmh.json and ratios.json are of a run on a virtual Due, without the raw samples. */
class ReportTest {

    @TempDir
    Path folder;

    @Test
    void figuresOfTheRunAreOnThePage() throws Exception {
        String page = report("--ratios", resource("ratios.json").toString());
        assertThat(page).contains("**No board was measured.**").contains("an emulated processor");
        assertThat(page).contains("| device | virtual Due, firmware 1.0.0 (");
        assertThat(page)
                .contains(
                        "| 1 KiB MACs a second: 64 threads / 8 threads | 0.61 | 0.58 to 0.73 | 0.54 to 0.73 | at least 0.90 | SHORT |"
                                + " 11,781 / 19,165 |")
                .contains("| SunJCE (JDK, software) | HmacSHA1 | 170,438 | 17,801 |") // 0.17043753302646825 ops/us, …
                .contains("| SunJCE (JDK, software) | HmacSHA1 | 2.73 | 18.23 |") // MB/s of the same
                .contains("| virtual Due (emulated) | HmacSHA1 | 249 | 431 |") // us/op of mode avgt
                .contains("| virtual Due (emulated) | HmacSHA1 | 1,300 | 8,089 |") // threads
                .contains("| virtual Due (emulated) | HmacSHA256 | 13,176 | 10,838 |")
                .contains("| virtual Due (emulated) | HmacSHA1 | 150 | 172 | 5,295 | 21,791 | 21,791 |") // percentiles
                .contains("| virtual Due (emulated) | HmacSHA1 | 150 | 124 | 130 | 85.06 |") // medians
                .contains("| virtual Due (emulated) | HmacSHA256 | 35.07 | – | – | – |") // not in that run
                .contains("| virtual Due (emulated) | HmacSHA1 | 173 | 162 | 1,416 | 601 |"); // bytes
    }

    @Test
    void everyPlotIsWellFormedAndHasALineForEachPeerAndAlgorithm() throws Exception {
        String page = report();
        for (String plot : List.of("throughput-size", "throughput-threads", "latency-1", "latency-8")) {
            assertThat(page).contains("](plots/" + plot + ".svg)");
            Element svg = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve("plots/" + plot + ".svg").toFile())
                    .getDocumentElement();
            assertThat(svg.getTextContent())
                    .contains("HmacSHA1", "HmacSHA256")
                    .contains("SunJCE (JDK, software)", "virtual Due (emulated)", "host's share (loopback)")
                    .doesNotContain("NaN");
            assertThat(svg.getElementsByTagName("circle").getLength()).isGreaterThanOrEqualTo(6);
        }
    }

    @Test
    void withoutRatiosThePageSaysWhatIsNotKnown() throws Exception {
        assertThat(report()).contains("| device | not recorded |").doesNotContain("bare loop");
    }

    @Test
    void aFileThatIsNoneOfJmhIsAMessage() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"figures\": 1}");
        StringWriter err = new StringWriter();
        int exit = Program.commandLine(new Report())
                .setErr(new PrintWriter(err))
                .execute(wrong.toString(), "--to", folder.toString());
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("wrong.json: not what JMH writes").doesNotContain("\tat ");
    }

    private String report(String... options) throws Exception {
        String[] always = {resource("jmh.json").toString(), "--to", folder.toString()};
        String[] args = Stream.of(always, options).flatMap(Arrays::stream).toArray(String[]::new);
        assertThat(Program.commandLine(new Report()).execute(args)).isZero();
        return Files.readString(folder.resolve("RESULTS.md"));
    }

    private static Path resource(String name) throws Exception {
        return Path.of(ReportTest.class.getResource(name).toURI());
    }
}
