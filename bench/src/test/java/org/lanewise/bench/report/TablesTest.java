package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.bench.run.Failure;

class TablesTest {

    private static final double NONE = Double.NaN;

    @Test
    void implementationsStandSideBySideWithRatios() {
        List<Row> rows = List.of(
                row("matmul", "square-64", "scalar", 500, "us/op", 1),
                row("matmul", "square-64", "auto", 50, "us/op", 10),
                row("matmul", "square-64", "simd", 5, "us/op", 100));
        List<String> lines = new SideBySide(rows).toString().lines().toList();
        assertEquals("us/op      scalar  auto  simd  auto/scalar  simd/scalar  simd/auto", lines.get(0));
        assertEquals("square-64     500  50.0  5.00        10.0x         100x      10.0x", lines.get(1));
    }

    @Test
    void peersGetAColumnOnceThereAreSome() {
        Row simd = new Row("matmul", "s", "simd", 1, 5, "us/op", NONE, NONE, NONE, 100, 1.25);
        assertTrue(new SideBySide(List.of(simd)).toString().contains("simd/best peer"));
        assertTrue(new SideBySide(List.of(simd)).toString().contains("1.25x"));
    }

    @Test
    void theNumericGradientIsComparedWithTheAnalyticOfTheSameImplementation() {
        List<Row> rows = List.of(
                row("gradient", "centered-difference-extrapolated", "scalar", 90_000, "ms/gradient", 1),
                row("gradient", "analytic", "scalar", 9, "ms/gradient", 1),
                row("gradient", "analytic", "simd", 0.5, "ms/gradient", 18));
        String table = new GradientTable(rows).toString();
        List<String> lines = table.lines().toList();
        assertTrue(lines.get(1).matches("centered-\\S+ +scalar +90\\.0 s +61,460 +10,000x"), table);
        assertTrue(lines.get(3).matches("analytic +simd +500 us +1 +1\\.00x"), table);
    }

    @Test
    void failuresAndNotesHaveTheirLines() {
        String text = Tables.of(
                List.of(), List.of(new Failure("matmul/square-64/simd", "wrong answer")), List.of("peer is left out"));
        assertTrue(text.contains("NOTE    peer is left out\n"));
        assertTrue(text.contains("FAILED  matmul/square-64/simd: wrong answer\n"));
        assertFalse(text.contains("Matrix product"), "no table without rows");
    }

    @Test
    void casesOfOneBenchmarkWithDifferentUnitsGetTablesOfTheirOwn() {
        String text = Tables.of(
                List.of(
                        row("loader", "open", "loader", 9, "ms/op", NONE),
                        row("loader", "bytes", "loader", 3, "GB/s", NONE)),
                List.of(),
                List.of());
        assertTrue(text.contains("ms/op  loader\nopen     9.00\n"), text);
        assertTrue(text.contains("GB/s   loader\nbytes    3.00\n"), text);
    }

    private static Row row(
            String benchmark, String name, String implementation, double score, String unit, double speedup) {
        return new Row(benchmark, name, implementation, 1, score, unit, NONE, NONE, NONE, speedup, NONE);
    }
}
