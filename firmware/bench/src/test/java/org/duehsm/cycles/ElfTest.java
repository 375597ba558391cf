package org.duehsm.cycles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfTest {

    @TempDir
    private Path folder;

    @Test
    void findsCodeAndFunctions() throws IOException {
        Elf elf = new TinyElf(0x8000, 0xBF00, 0xF7FF, 0xFFD8)
                .function("first", 0x8000)
                .function("second", 0x8002)
                .in(folder);
        assertThat(elf.function("first")).isEqualTo(0x8000);
        assertThat(elf.function("second")).isEqualTo(0x8002);
        assertThat(elf.halfword(0x8000)).isEqualTo(0xBF00);
        assertThat(elf.halfword(0x8002)).isEqualTo(0xF7FF);
        assertThat(elf.codeSize()).isEqualTo(6);
    }

    @Test
    void saysWhatItLacks() throws IOException {
        Elf elf = new TinyElf(0x8000, 0xBF00).function("here", 0x8000).in(folder);
        assertThatThrownBy(() -> elf.function("there"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no function there; perhaps it was inlined");
        assertThatThrownBy(() -> elf.halfword(0x8002)).hasMessage("no code at 0x8002");
        assertThatThrownBy(() -> elf.halfword(0x7FFE)).hasMessage("no code at 0x7ffe");
    }

    @Test
    void refusesOtherFiles() throws IOException {
        Path file = folder.resolve("text");
        Files.writeString(file, "no ELF");
        assertThatThrownBy(() -> new Elf(file)).isInstanceOf(IOException.class).hasMessageEndingWith("ELF file");
        Files.writeString(file, "no ELF, but longer than a header".repeat(3));
        assertThatThrownBy(() -> new Elf(file)).isInstanceOf(IOException.class).hasMessageEndingWith("ELF file");
    }
}
