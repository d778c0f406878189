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

    private final BenchmarkCase peak = MadeUp.aCase("peak", "fma", 1e9, new Score(1, Score.GFLOPS));
    private final BenchmarkCase memory = MadeUp.aCase("peak", "memory", Double.NaN, new Score(1, Score.GBYTES));
    private final BenchmarkCase reading = MadeUp.aCase("loader", "scores", Double.NaN, new Score(0.5, Score.GBYTES));
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
        assertEquals(MadeUp.ALLOCATED, simd.allocated(), EPS);
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
    void readingIsComparedWithTheCeilingOfReadingWhateverTheThreads() {
        List<Row> rows = Rows.of(List.of(
                MadeUp.throughput(peak, "peak", 1, 100),
                MadeUp.throughput(memory, "peak", 1, 20),
                MadeUp.throughput(reading, "simd", 2, 16)));
        assertEquals(8, rows.get(2).score(), EPS);
        assertEquals(40, rows.get(2).percentOfPeak(), EPS);
        assertTrue(Double.isNaN(rows.get(2).gflops()));
    }

    @Test
    void theBestPeerIsTheFastestForeignOne() {
        List<Row> rows = Rows.of(List.of(
                MadeUp.time(matmul, "auto", 1, 10),
                MadeUp.time(matmul, "simd", 1, 40),
                MadeUp.time(matmul, "ejml", 1, 400),
                MadeUp.time(matmul, "openblas", 1, 20)));
        assertEquals(0.5, rows.get(1).speedupVsBestPeer(), EPS);
        assertEquals(25_000, rows.get(1).perSecond(), EPS);
    }

    @Test
    void casesOfTheSameNameInOtherBenchmarksAreNotCompared() {
        BenchmarkCase other = MadeUp.aCase("softmax", "square-100", Double.NaN, Score.MICROSECONDS);
        List<Row> rows = Rows.of(List.of(MadeUp.time(matmul, "scalar", 1, 2000), MadeUp.time(other, "simd", 1, 40)));
        assertTrue(Double.isNaN(rows.get(1).speedupVsScalar()));
    }
}
