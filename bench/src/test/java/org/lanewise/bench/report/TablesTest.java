package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.run.Failure;

class TablesTest {

    private static final double NONE = Double.NaN;

    @Test
    void implementationsStandSideBySideAndSimdIsComparedWithEachOther() {
        List<Row> rows = List.of(
                row("matmul", "square-64", "scalar", 500, "us/op", 2000),
                row("matmul", "square-64", "simd", 5, "us/op", 200_000),
                row("matmul", "square-64", "openblas", 4, "us/op", 250_000));
        List<String> lines =
                new SideBySide(rows, Duels.of(rows)).toString().lines().toList();
        assertEquals("us/op      scalar  simd  openblas  simd/scalar  simd/openblas", lines.get(0));
        assertEquals("square-64     500  5.00      4.00         100x         0.800x", lines.get(1));
    }

    @Test
    void whoIsMissingInACaseLeavesAGap() {
        String table = text(
                List.of(
                        row("matmul", "square-64", "scalar", 500, "us/op", 2000),
                        row("matmul", "square-64", "simd", 5, "us/op", 200_000),
                        row("matmul", "square-2048", "simd", 5, "us/op", 200_000)),
                List.of(),
                List.of());
        assertTrue(table.contains("square-64       500  5.00         100x\n"), table);
        assertTrue(table.contains("square-2048       -  5.00            -\n"), table);
    }

    @Test
    void shareOfTheCeilingIsAColumn() {
        Row arithmetic =
                new Row("matmul", "s", "simd", 1, 5, "us/op", NONE, 80, 62, NONE, NONE, NONE, NONE, NONE, List.of());
        assertEquals(
                List.of("us/op  simd  simd GFLOP/s  simd of peak", "s      5.00          80.0          62 %"),
                new SideBySide(List.of(arithmetic), Duels.NONE)
                        .toString()
                        .lines()
                        .toList());
        Row reading =
                new Row("loader", "s", "simd", 1, 5, "GB/s", NONE, NONE, 85, NONE, NONE, NONE, NONE, NONE, List.of());
        assertEquals(
                List.of("GB/s  simd  simd of peak", "s     5.00          85 %"),
                new SideBySide(List.of(reading), Duels.NONE).toString().lines().toList());
    }

    @Test
    void everyLostCaseHasItsLine() {
        String text = text(
                List.of(
                        row("matmul", "a", "scalar", 9, "us/op", 1),
                        row("matmul", "a", "simd", 9, "us/op", 10),
                        row("matmul", "a", "openblas", 9, "us/op", 20.4),
                        row("matmul", "a", "ejml", 9, "us/op", 11),
                        row("matmul", "b", "simd", 9, "us/op", 30),
                        row("matmul", "b", "openblas", 9, "us/op", 20),
                        row("softmax", "b", "math-exp", 9, "us/op", 99)),
                List.of(),
                List.of());
        assertTrue(text.contains("SLOWER  matmul/a: openblas is 2.04x as fast, ejml is 1.10x as fast\n"), text);
        assertFalse(text.contains("matmul/b:"), text);
    }

    @Test
    void aTieIsMarkedAndIsNoLoss() {
        List<Row> rows = List.of(
                row("matmul", "a", "simd", 14.3, "us/op", 69_930),
                row("matmul", "a", "openblas", 14.3, "us/op", 69_935),
                row("matmul", "a", "ejml", 28.6, "us/op", 34_965));
        String text = text(rows, List.of(), List.of());
        assertTrue(text.matches("(?s).*\na +14.3 +14.3 +28.6 +~1.00x +2.00x\n.*"), text);
        assertFalse(text.contains("SLOWER"), text);
    }

    @Test
    void aSmokeRunHasNoRatios() {
        List<Row> rows = List.of(
                row("matmul", "a", "simd", 20, "us/op", 50_000).alone(),
                row("matmul", "a", "openblas", 10, "us/op", 100_000).alone(),
                row("gradient", "centered-difference", "simd", 90, "ms/gradient", 11)
                        .alone(),
                row("gradient", "analytic", "simd", 9, "ms/gradient", 110).alone());
        String text = Tables.of(new RunReport(null, rows, List.of(), List.of(), List.of(), List.of(), Mode.SMOKE));
        assertTrue(text.contains("us/op  simd  openblas\na      20.0      10.0\n"), text);
        assertFalse(text.matches("(?s).*(\\dx\\b|SLOWER|Ratio|relative).*"), text);
    }

    @Test
    void threadsAreToldOnlyWhereThereAreSome() {
        Row simd = row("matmul", "a", "simd", 9, "us/op", 10);
        Row openblas = new Row(
                "matmul", "a", "openblas", 2, 9, "us/op", NONE, NONE, NONE, NONE, NONE, 20, NONE, NONE, List.of(9.0));
        assertTrue(text(List.of(simd, openblas), List.of(), List.of())
                .contains("Threads that share an operation: simd 1, openblas 2.\n"));
        assertFalse(text(List.of(simd), List.of(), List.of()).contains("Threads"));
    }

    @Test
    void theNumericGradientIsComparedWithTheAnalyticOfTheSameImplementation() {
        List<Row> rows = List.of(
                row("gradient", "centered-difference-extrapolated", "scalar", 90_000, "ms/gradient", 1),
                row("gradient", "analytic", "scalar", 9, "ms/gradient", 1),
                row("gradient", "analytic", "simd", 0.5, "ms/gradient", 18));
        String table = new GradientTable(rows, true).toString();
        List<String> lines = table.lines().toList();
        assertTrue(lines.get(1).matches("centered-\\S+ +scalar +90\\.0 s +61,460 +10,000x"), table);
        assertTrue(lines.get(3).matches("analytic +simd +500 us +1 +1\\.00x"), table);
    }

    @Test
    void failuresAndNotesHaveTheirLines() {
        String text = text(
                List.of(), List.of(new Failure("matmul/square-64/simd", "wrong answer")), List.of("peer is left out"));
        assertTrue(text.contains("NOTE    peer is left out\n"));
        assertTrue(text.contains("FAILED  matmul/square-64/simd: wrong answer\n"));
        assertFalse(text.contains("Matrix product"), "no table without rows");
    }

    @Test
    void casesOfOneBenchmarkWithDifferentUnitsGetTablesOfTheirOwn() {
        String text = text(
                List.of(
                        row("loader", "open", "loader", 9, "ms/op", NONE),
                        row("loader", "bytes", "loader", 3, "GB/s", NONE)),
                List.of(),
                List.of());
        assertTrue(text.contains("ms/op  loader\nopen     9.00\n"), text);
        assertTrue(text.contains("GB/s   loader\nbytes    3.00\n"), text);
    }

    private static String text(List<Row> rows, List<Failure> failures, List<String> notes) {
        return Tables.of(new RunReport(null, rows, List.of(), List.of(), failures, notes, Mode.DEFAULT));
    }

    private static Row row(
            String benchmark, String name, String implementation, double score, String unit, double perSecond) {
        return new Row(
                benchmark,
                name,
                implementation,
                1,
                score,
                unit,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                perSecond,
                NONE,
                NONE,
                List.of(score, 1.001 * score));
    }
}
