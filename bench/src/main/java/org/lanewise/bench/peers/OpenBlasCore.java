package org.lanewise.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Whether the kernels that OpenBLAS chose are those for the CPU: by their name, and by what Linux says the CPU can do. */
final class OpenBlasCore {

    private static final Set<String> OF_AVX512 = Set.of("skylakex", "cooperlake", "sapphirerapids");
    private static final Set<String> OF_AVX2 = Set.of("haswell", "zen");

    private OpenBlasCore() {}

    /**
     * Judges a choice.
     *
     * @param core name of the kernels
     * @param cpuinfo Linux's file about the CPU
     * @return half a sentence; empty where it cannot be told
     */
    static String fit(String core, Path cpuinfo) {
        Set<String> flags = flags(cpuinfo);
        String name = core.toLowerCase(Locale.ROOT);
        if (flags.contains("avx512f") && flags.contains("avx512dq")) {
            return OF_AVX512.contains(name) ? ", which fits this CPU" : ", which leaves AVX-512 of this CPU unused";
        }
        if (flags.contains("avx2") && flags.contains("fma")) {
            return OF_AVX2.contains(name) ? ", which fits this CPU" : ", which does not fit a CPU with AVX2";
        }
        return "";
    }

    private static Set<String> flags(Path cpuinfo) {
        try {
            return Files.readAllLines(cpuinfo).stream()
                    .filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> Set.copyOf(Arrays.asList(
                            line.substring(line.indexOf(':') + 1).strip().split("\\s+"))))
                    .orElse(Set.of());
        } catch (IOException notLinux) {
            return Set.of();
        }
    }
}
