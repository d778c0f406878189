package org.lanewise.bench.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        for (int n : new int[] {64, 128, 256, 512, 1024}) {
            assertTrue(ids.contains("matmul/square-" + n + "/simd"));
        }
        for (int images : new int[] {1, 32, 256, 1024}) {
            assertTrue(ids.contains("matmul/forward-B" + images + "/auto"));
            assertTrue(ids.contains("matmul/backward-B" + images + "/auto"));
        }
        for (int columns : new int[] {10, 100, 1000}) {
            assertTrue(ids.contains("softmax/rows-of-" + columns + "/scalar"));
        }
        for (int images = 1; images <= 1024; images *= 2) {
            assertTrue(ids.contains("step/B" + images + "/simd"));
        }
        assertTrue(ids.contains("gradient/forward-difference-extrapolated-from-32-of-30730-weights/scalar"));
        assertTrue(ids.contains("gradient/centered-difference-extrapolated-from-32-of-30730-weights/simd"));
        assertTrue(ids.contains("loader/open/loader"));
        assertTrue(ids.contains("loader/shuffled-scores-K2/simd"));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyModeTouchesEveryBenchmarkMethod(Mode mode) {
        assertEquals(methods(Mode.DEFAULT), methods(mode));
    }

    @Test
    void theSmokeRunTakesLessThanAMinute() {
        double seconds = 0;
        for (BenchmarkCase each : CaseList.of(Mode.SMOKE)) {
            for (String implementation : each.implementations()) {
                seconds += Mode.SMOKE.effort().secondsPerFork(each, implementation);
            }
        }
        assertTrue(seconds < 40, "estimated at " + seconds + " s");
    }

    @Test
    void aFilterLeavesWhatMatchesAndThePeakIfItIsNeeded() {
        List<BenchmarkCase> cases = CaseList.of(Mode.DEFAULT);
        assertEquals(
                List.of("peak/fma-in-registers/peak", "matmul/square-64/simd"),
                ids(CaseList.filter(cases, Pattern.compile("square-64/simd"))));
        assertEquals(
                List.of("softmax/rows-of-10/auto"),
                ids(CaseList.filter(cases, Pattern.compile("^softmax/rows-of-10/auto$"))));
        assertEquals(List.of(), CaseList.filter(cases, Pattern.compile("nothing like it")));
    }

    private static List<String> ids(List<BenchmarkCase> cases) {
        return cases.stream()
                .flatMap(each -> each.implementations().stream().map(each::id))
                .collect(Collectors.toList());
    }

    private static Set<String> methods(Mode mode) {
        return CaseList.of(mode).stream().map(BenchmarkCase::method).collect(Collectors.toSet());
    }
}
