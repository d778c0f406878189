package org.lanewise.bench.page;

import java.util.List;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Score;
import org.lanewise.bench.report.Row;

/**
 * The machine's limits as the run measured them, for so many threads as kernels used outside the cases that are of two
 * threads anyway; NaN where they were not measured.
 *
 * @param gflops multiply-adds in registers, in GFLOP/s
 * @param gigabytes reading memory, in GB/s
 * @param threads threads that arithmetic is shared by; reading is one thread's
 */
record Ceilings(double gflops, double gigabytes, int threads) {

    static Ceilings of(List<Row> rows) {
        int threads = rows.stream()
                .filter(row -> !row.benchmark().equals(BenchmarkCase.THREADS))
                .mapToInt(Row::threads)
                .max()
                .orElse(1);
        return new Ceilings(threads * peak(rows, Score.GFLOPS), peak(rows, Score.GBYTES), threads);
    }

    private static double peak(List<Row> rows, String unit) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(BenchmarkCase.PEAK))
                .filter(row -> row.unit().equals(unit))
                .mapToDouble(Row::score)
                .findFirst()
                .orElse(Double.NaN);
    }

    boolean haveArithmetic() {
        return Double.isFinite(gflops);
    }

    boolean haveMemory() {
        return Double.isFinite(gigabytes);
    }

    /** What the lines are labelled with. */
    String arithmetic() {
        return threads == 1 ? "FMA peak" : "FMA peak, " + threads + " threads";
    }
}
