package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.bench.MadeUp;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Score;

class RowsTest {

    private static final double EPS = 1e-6;

    private final BenchmarkCase peak = MadeUp.aCase("peak", "fma", 1e9, new Score(1, "GFLOP/s"));
    private final BenchmarkCase matmul = MadeUp.aCase("matmul", "square-100", 2e6, Score.MICROSECONDS);
    private final BenchmarkCase step = MadeUp.aCase("step", "B64", 64 * 122_880, new Score(64, "images/s"));

    @Test
    void aTimeBecomesRateSpeedupAndShareOfThePeak() {
        List<Row> rows = Rows.of(List.of(
                MadeUp.throughput(peak, "peak", 1, 100),
                MadeUp.time(matmul, "scalar", 1, 2000),
                MadeUp.time(matmul, "simd", 1, 40)));
        Row simd = rows.get(2);
        assertEquals(40, simd.score(), EPS);
        assertEquals("us/op", simd.unit());
        assertEquals(50, simd.gflops(), EPS);
        assertEquals(50, simd.percentOfPeak(), EPS);
        assertEquals(50, simd.speedupVsScalar(), EPS);
        assertEquals(1, rows.get(1).speedupVsScalar(), EPS);
        assertTrue(Double.isNaN(simd.speedupVsBestPeer()));
    }

    @Test
    void aThroughputIsScaledAndItsSpeedupPointsTheSameWay() {
        List<Row> rows = Rows.of(
                List.of(MadeUp.throughput(step, "scalar", 1, 100), MadeUp.throughput(step, "simd", 1, 9000, 11000)));
        assertEquals(640_000, rows.get(1).score(), EPS);
        assertEquals("images/s", rows.get(1).unit());
        assertEquals(100, rows.get(1).speedupVsScalar(), EPS);
        assertTrue(Double.isNaN(rows.get(1).percentOfPeak()), "no peak was measured");
    }

    @Test
    void thePeakIsThatOfAllThreadsThatShareAnOperation() {
        List<Row> rows = Rows.of(List.of(MadeUp.throughput(peak, "peak", 1, 100), MadeUp.time(matmul, "simd", 2, 40)));
        assertEquals(2, rows.get(1).threads());
        assertEquals(50, rows.get(1).gflops(), EPS);
        assertEquals(25, rows.get(1).percentOfPeak(), EPS);
    }

    @Test
    void casesOfTheSameNameInOtherBenchmarksAreNotCompared() {
        BenchmarkCase other = MadeUp.aCase("softmax", "square-100", Double.NaN, Score.MICROSECONDS);
        List<Row> rows = Rows.of(List.of(MadeUp.time(matmul, "scalar", 1, 2000), MadeUp.time(other, "simd", 1, 40)));
        assertTrue(Double.isNaN(rows.get(1).speedupVsScalar()));
    }
}
