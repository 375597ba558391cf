package org.duehsm.firmware;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** What became of the core in Java's bytecode. */
final class CoreBytecode {

    private CoreBytecode() {}

    /** As javap has it. */
    static String disassembly() throws Exception {
        StringWriter code = new StringWriter();
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        Path folder = Path.of(JvmCore.class.getResource("WasmCoreMachine.class").toURI())
                .getParent();
        try (Stream<Path> classes = Files.list(folder)) {
            classes.filter(file -> file.getFileName().toString().startsWith("WasmCoreMachine"))
                    .forEach(file ->
                            javap.run(new PrintWriter(code), new PrintWriter(code), "-p", "-c", file.toString()));
        }
        return code.toString();
    }
}
