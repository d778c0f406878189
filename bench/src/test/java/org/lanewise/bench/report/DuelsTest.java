package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.lanewise.bench.MadeUp;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.cases.Score;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.run.Measured;

class DuelsTest {

    private final BenchmarkCase product = MadeUp.aCase("matmul", "square-64", 2e6, Score.MICROSECONDS);
    private final BenchmarkCase another = MadeUp.aCase("matmul", "square-128", 16e6, Score.MICROSECONDS);

    /** Two forks that differ by 2 %. */
    private static Measured around(BenchmarkCase what, String implementation, double microseconds) {
        return MadeUp.time(what, implementation, 1, 0.99 * microseconds, 1.01 * microseconds);
    }

    private static List<String> words(List<Row> rows) {
        return Duels.of(rows).withFastest(Implementations::isPeer).stream()
                .map(duel -> duel.other().implementation() + " " + duel.ratio() + " " + duel.word())
                .toList();
    }

    @Test
    void whatTheForksDoNotTellApartIsATie() {
        List<Row> rows = Rows.of(List.of(
                around(product, "simd", 14.3),
                around(product, "openblas", 14.29),
                around(product, "ejml", 50),
                around(another, "simd", 100),
                around(another, "openblas", 50)));
        assertEquals(List.of("openblas 0.999x tied", "openblas 0.500x lost"), words(rows));
    }

    @Test
    void whereForksScatterMuchALargerRatioIsATie() {
        List<Row> rows = Rows.of(List.of(
                MadeUp.time(product, "simd", 1, 10, 20),
                MadeUp.time(product, "openblas", 1, 22, 14),
                MadeUp.time(another, "simd", 1, 100, 170),
                MadeUp.time(another, "openblas", 1, 110, 200)));
        assertEquals(List.of("openblas 1.24x tied", "openblas 1.14x tied"), words(rows));
    }

    @Test
    void withOneForkEachNobodyWins() {
        List<Row> rows = Rows.of(List.of(MadeUp.time(product, "simd", 1, 10), MadeUp.time(product, "openblas", 1, 20)));
        assertEquals(List.of("openblas 2.00x "), words(rows));
        assertEquals(
                "0 won, 0 tied, 0 lost, 1 not known", Duels.count(Duels.of(rows).all()));
    }

    @Test
    void theSummarySaysHowSimdDoesAgainstEachOther() {
        List<Row> rows = Rows.of(List.of(
                around(product, "scalar", 100),
                around(product, "simd", 10),
                around(product, "openblas", 10),
                around(product, "ejml", 5),
                around(another, "scalar", 5)));
        assertEquals(
                List.of("simd_against_it", "won", "", "tied", "lost", ""),
                SummaryCsv.of(rows, Duels.of(rows))
                        .lines()
                        .map(line -> line.substring(line.lastIndexOf(',') + 1))
                        .toList());
    }

    @Test
    void whatIsNotToldFromTheFastestIsAmongTheFastest() {
        List<Row> rows = Rows.of(List.of(
                around(product, "simd", 30),
                around(product, "openblas", 14.3),
                around(product, "ejml", 14.31),
                around(another, "simd", 1)));
        Set<String> fastest = Fastest.of(rows).stream().map(Row::implementation).collect(Collectors.toSet());
        assertEquals(Set.of("openblas", "ejml"), fastest);
    }

    @Test
    void theRowsOfASmokeRunHaveNoRatios() {
        BenchmarkCase peak = MadeUp.aCase("peak", "fma", 1e9, new Score(1, Score.GFLOPS));
        List<Measured> measured = List.of(
                MadeUp.throughput(peak, "peak", 1, 100),
                MadeUp.time(product, "scalar", 1, 100),
                MadeUp.time(product, "simd", 1, 10),
                MadeUp.time(product, "openblas", 1, 10));
        for (Row row : Rows.of(measured, Mode.SMOKE)) {
            assertTrue(
                    DoubleStream.of(row.percentOfPeak(), row.speedupVsScalar(), row.speedupVsBestPeer())
                            .allMatch(Double::isNaN),
                    row.id());
            assertTrue(row.score() > 0, row.id());
        }
    }

    /** With a confidence of 95 % about one duel of twenty is called although both are equally fast. */
    @Test
    void equalsAreSeldomCalledWonOrLost() {
        Random random = new Random(1);
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            BenchmarkCase what = MadeUp.aCase("matmul", "square-" + i, 2e6, Score.MICROSECONDS);
            for (String implementation : List.of("simd", "openblas")) {
                measured.add(MadeUp.time(what, implementation, 1, scattered(random), scattered(random)));
            }
        }
        List<HeadToHead> duels = Duels.of(Rows.of(measured)).all();
        long called = duels.stream().filter(duel -> !duel.word().equals("tied")).count();
        assertEquals(0.05, called / 2000.0, 0.015);
    }

    private static double scattered(Random random) {
        return 10 * Math.exp(0.02 * random.nextGaussian());
    }
}
