package org.lanewise.bench.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.bench.report.Row;

/** Who is meant by the names in tables and charts, for those who see them for the first time. */
final class PeerNames {

    private static final Map<String, String> KNOWN = known();

    private PeerNames() {}

    private static Map<String, String> known() {
        Map<String, String> known = new LinkedHashMap<>();
        known.put("simd", "Lanewise's kernels in pure Java, with the JDK's Vector API");
        known.put("scalar", "the same in textbook loops, with the same bits: the baseline for SIMD");
        known.put("auto", "plain Java, written so that the JIT compiler vectorizes it: the fair opponent in Java");
        known.put(
                "openblas",
                "OpenBLAS, the native library that NumPy and R use: a peer; its training step gets images as prepared floats");
        known.put(
                "openblas-bytes", "OpenBLAS in a training step that starts from the same shuffled bytes as Lanewise's");
        known.put("netlib", "netlib's VectorBLAS, a BLAS in Java with the Vector API, used by Spark: a peer");
        known.put("ejml", "EJML, a matrix library in plain Java: a peer");
        known.put("math-exp", "softmax as a loop with Math.exp");
        known.put("lanewise-exp", "the same loop with the exponential of the Vector API, lanewise(EXP)");
        known.put("loader", "no kernels: opens the mapped data set, and reads it as fast as the machine can");
        known.put("peak", "the ceilings of one core, measured in the same run: multiply-adds, and reading memory");
        return known;
    }

    /** Names and meanings, of those that the rows have. */
    static Map<String, String> of(List<Row> rows) {
        Map<String, String> present = new LinkedHashMap<>(KNOWN);
        present.keySet().retainAll(rows.stream().map(Row::implementation).toList());
        return present;
    }

    /** A name as its owner writes it. */
    static String proper(String name) {
        return switch (name) {
            case "openblas" -> "OpenBLAS";
            case "openblas-bytes" -> "OpenBLAS from bytes";
            case "netlib" -> "netlib's VectorBLAS";
            case "ejml" -> "EJML";
            default -> name;
        };
    }
}
