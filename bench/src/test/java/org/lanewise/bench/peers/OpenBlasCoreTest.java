package org.lanewise.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenBlasCoreTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SkylakeX | fpu avx2 fma avx512f avx512dq | , which fits this CPU",
                "Haswell | fpu avx2 fma avx512f avx512dq | , which leaves AVX-512 of this CPU unused",
                "Zen | fpu avx avx2 fma | , which fits this CPU",
                "Prescott | fpu avx avx2 fma | , which does not fit a CPU with AVX2",
            })
    void aChoiceIsJudgedByTheCpu(String core, String flags, String fit) throws IOException {
        Path file = directory.resolve("cpuinfo");
        Files.writeString(file, "processor\t: 0\nflags\t\t: " + flags + "\n\nprocessor\t: 1\n");
        assertEquals(fit, OpenBlasCore.fit(core, file));
    }

    @Test
    void nothingIsSaidWhereItCannotBeTold() throws IOException {
        assertEquals("", OpenBlasCore.fit("ARMV8", directory.resolve("none")));
        Path file = Files.writeString(directory.resolve("cpuinfo"), "processor\t: 0\nFeatures\t: fp asimd\n");
        assertEquals("", OpenBlasCore.fit("NEOVERSEN1", file));
    }
}
