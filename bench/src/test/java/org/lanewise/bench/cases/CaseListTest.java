package org.lanewise.bench.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.run.TimePlan;

class CaseListTest {

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyRowHasANameOfItsOwn(Mode mode) {
        List<String> ids = ids(CaseList.of(mode));
        assertEquals(ids.size(), new HashSet<>(ids).size());
    }

    @Test
    void theDefaultHasWhatWasPromised() {
        List<String> ids = ids(CaseList.of(Mode.DEFAULT));
        for (int n : new int[] {64, 256, 512, 1024}) {
            assertTrue(ids.contains("matmul/square-" + n + "/simd"));
            assertTrue(ids.contains("matmul/square-" + n + "/openblas"));
        }
        for (int images : new int[] {32, 256}) {
            assertTrue(ids.contains("matmul/forward-K10-B" + images + "/ejml"));
            assertTrue(ids.contains("matmul/backward-K10-B" + images + "/netlib"));
        }
        for (int columns : new int[] {10, 100, 1000}) {
            assertTrue(ids.contains("softmax/rows-of-" + columns + "/math-exp"));
            assertTrue(ids.contains("softmax/rows-of-" + columns + "/lanewise-exp"));
        }
        for (int images : new int[] {1, 16, 64, 256, 1024}) {
            assertTrue(ids.contains("step/B" + images + "/simd"));
            assertTrue(ids.contains("step/B" + images + "/openblas"));
            assertTrue(ids.contains("step/B" + images + "/openblas-bytes"));
        }
        for (String opponent : List.of("simd", "openblas")) {
            assertTrue(ids.contains("floats/pixels-B64/" + opponent));
            assertTrue(ids.contains("floats/embeddings-K100-B256/" + opponent));
            assertTrue(ids.contains("floats/embeddings-K1000-B256/" + opponent));
            assertTrue(ids.contains("threads/step-B256/" + opponent));
            assertTrue(ids.contains("threads/square-1024/" + opponent));
            assertTrue(ids.contains("predict/one-image/" + opponent));
        }
        assertTrue(ids.contains("gradient/forward-difference-extrapolated-from-32-of-30730-weights/scalar"));
        assertTrue(ids.contains("gradient/centered-difference-extrapolated-from-32-of-30730-weights/simd"));
        assertTrue(ids.contains("gradient/centered-by-score-columns/simd"));
        assertTrue(ids.contains("loader/open/loader"));
        assertTrue(ids.contains("loader/shuffled-scores-K2/simd"));
        assertTrue(ids.contains("step/B64/netlib"));
        assertFalse(ids.contains("step/B256/netlib"));
        assertTrue(ids.contains("epoch/50000-images-by-250/openblas"));
        assertFalse(ids.contains("epoch/50000-images-by-250/auto"));
    }

    @Test
    void whereEverythingHasThreadsNoCaseHasItsOwn() {
        List<BenchmarkCase> all = CaseList.of(Mode.DEFAULT);
        List<BenchmarkCase> shared =
                all.stream().filter(BenchmarkCase::hasOwnThreads).toList();
        assertEquals(
                Set.of("threads"), shared.stream().map(BenchmarkCase::benchmark).collect(Collectors.toSet()));
        shared.forEach(each -> assertEquals(2, each.threads(1), each.toString()));
        List<BenchmarkCase> others = CaseList.withoutOwnThreads(all);
        others.forEach(each -> assertEquals(3, each.threads(3), each.toString()));
        assertEquals(all.size(), shared.size() + others.size());
    }

    @Test
    void whoIsFarBehindHasHalfTheForks() {
        Effort usual = Mode.DEFAULT.effort();
        assertEquals(2, usual.forks("openblas"));
        assertEquals(1, usual.forks("ejml"));
        assertEquals(2, Mode.FULL.effort().forks("ejml"));
        assertEquals(1, Mode.SMOKE.effort().forks("scalar"));
    }

    @Test
    void everyCaseThatComputesIsOnTheRoofline() {
        for (BenchmarkCase each : CaseList.of(Mode.FULL)) {
            boolean computes = !each.isPeak() && !each.method().matches(".*\\.(open|read)");
            assertEquals(computes, Double.isFinite(each.flops() / each.bytes()), each.toString());
        }
    }

    @Test
    void theFullRunHasEveryFormAndSkinnyShape() {
        List<String> ids = ids(CaseList.of(Mode.FULL));
        for (String form : List.of("", "-NT", "-TN", "-TT")) {
            assertTrue(ids.contains("matmul/square-512" + form + "/simd"));
            assertTrue(ids.contains("matmul/square-1024" + form + "/simd"));
        }
        for (int n : new int[] {64, 100, 128, 256, 333, 512, 1024, 2048}) {
            assertTrue(ids.contains("matmul/square-" + n + "/openblas"));
        }
        assertTrue(ids.contains("epoch/50000-images-by-250/auto"));
        for (String kernels : List.of("scalar", "auto", "simd")) {
            assertTrue(ids.contains("features/patches-1600/" + kernels));
            assertTrue(ids.contains("features/hidden-512-B256/" + kernels));
        }
        assertTrue(ids.contains("matmul/rectangle-1000x700x300/simd"));
        for (int classes : new int[] {2, 10, 16, 100}) {
            for (int images : new int[] {1, 8, 32, 256, 1024, 10_000}) {
                assertTrue(ids.contains("matmul/forward-K" + classes + "-B" + images + "/openblas"));
                assertTrue(ids.contains("matmul/backward-K" + classes + "-B" + images + "/openblas"));
            }
        }
    }

    @Test
    void whoWouldTakeSecondsForOneProductIsSparedIt() {
        List<String> ids = ids(CaseList.of(Mode.FULL));
        assertTrue(ids.contains("matmul/square-1024/scalar"));
        assertTrue(ids.contains("matmul/forward-K16-B10000/scalar"));
        assertFalse(ids.contains("matmul/square-2048/scalar"));
        assertFalse(ids.contains("matmul/backward-K100-B10000/scalar"));
        assertFalse(ids.contains("matmul/square-2048/netlib"));
        assertFalse(ids.contains("matmul/square-2048/ejml"));
        assertTrue(ids.contains("matmul/square-1024/netlib"));
        assertTrue(ids.contains("matmul/square-2048/auto"));
        assertTrue(ids.contains("matmul/square-2048/openblas"));
    }

    @Test
    void nobodyRacesInWhatItDoesNotDo() {
        List<String> ids = ids(CaseList.of(Mode.DEFAULT));
        assertFalse(ids.contains("softmax/rows-of-10/openblas"));
        assertFalse(ids.contains("gradient/analytic/ejml"));
        assertFalse(ids.contains("loader/sequential-scores-K2/netlib"));
        assertFalse(ids.contains("step/B64/math-exp"));
        assertFalse(ids.contains("matmul/square-64/openblas-bytes"));
    }

    @Test
    void withoutPeersOnlyPeersAreMissing() {
        List<BenchmarkCase> all = CaseList.of(Mode.DEFAULT);
        List<String> without = ids(CaseList.without(all, Implementations.peers()));
        List<String> expected = ids(all).stream()
                .filter(id -> !id.matches(".*/(openblas|openblas-bytes|netlib|ejml)"))
                .collect(Collectors.toList());
        assertEquals(expected, without);
        assertEquals(
                List.of(),
                CaseList.without(CaseList.filter(all, Pattern.compile("square-64/ejml")), List.of("ejml", "peak")));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyModeTouchesEveryBenchmarkMethod(Mode mode) {
        assertEquals(methods(Mode.DEFAULT), methods(mode));
    }

    @Test
    void theRunsTakeAsLongAsTheyAreSaidTo() {
        double smoke = seconds(Mode.SMOKE);
        assertTrue(smoke > 75 && smoke < 105, "a minute and a half is estimated at " + smoke + " s");
        double usual = seconds(Mode.DEFAULT);
        assertTrue(usual > 600 && usual <= 720, "about twelve minutes are estimated at " + usual + " s");
        double full = seconds(Mode.FULL);
        assertTrue(full > 4500 && full < 6300, "an hour and a half is estimated at " + full + " s");
    }

    private static double seconds(Mode mode) {
        return new TimePlan(CaseList.of(mode), mode.effort()).totalSeconds();
    }

    @Test
    void aFilterLeavesWhatMatchesAndThePeakIfItIsNeeded() {
        List<BenchmarkCase> cases = CaseList.of(Mode.DEFAULT);
        assertEquals(
                List.of("peak/fma-in-registers/peak", "matmul/square-64/simd"),
                ids(CaseList.filter(cases, Pattern.compile("square-64/simd"))));
        assertEquals(
                List.of("peak/read-memory/peak", "loader/shuffled-read/loader"),
                ids(CaseList.filter(cases, Pattern.compile("shuffled-read"))));
        assertEquals(
                List.of("peak/fma-in-registers/peak", "peak/read-memory/peak"),
                ids(CaseList.filter(cases, Pattern.compile("^peak/"))));
        assertEquals(
                List.of("peak/fma-in-registers/peak", "softmax/rows-of-10/auto"),
                ids(CaseList.filter(cases, Pattern.compile("^softmax/rows-of-10/auto$"))));
        assertEquals(
                List.of("gradient/centered-difference-extrapolated-from-32-of-30730-weights/simd"),
                ids(CaseList.filter(cases, Pattern.compile("centered-diff.*simd"))),
                "double has another peak");
        assertEquals(List.of(), CaseList.filter(cases, Pattern.compile("nothing like it")));
    }

    private static List<String> ids(List<BenchmarkCase> cases) {
        return cases.stream()
                .flatMap(each -> each.implementations().stream().map(each::id))
                .collect(Collectors.toList());
    }

    /** But for what there is only time for in a full run. */
    private static Set<String> methods(Mode mode) {
        return CaseList.of(mode).stream()
                .filter(each -> !each.benchmark().equals(BenchmarkCase.FEATURES))
                .map(BenchmarkCase::method)
                .collect(Collectors.toSet());
    }
}
