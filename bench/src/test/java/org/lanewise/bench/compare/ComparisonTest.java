package org.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lanewise.bench.page.ComparePage;
import org.lanewise.bench.report.Ratio.Verdict;

class ComparisonTest {

    private static final int CASES = 40;

    private final Random random = new Random(1);

    /** Forks that scatter by 2 % around the same speed, or by 10 % in every fourth case. */
    private PastRun run(int forks, double speedOfTheFirst) {
        Map<String, List<Double>> speeds = new LinkedHashMap<>();
        Map<String, String> threads = new LinkedHashMap<>();
        for (int i = 0; i < CASES; i++) {
            List<Double> ofCase = new ArrayList<>();
            for (int fork = 0; fork < forks; fork++) {
                double scatter = i % 4 == 3 ? 0.1 : 0.02;
                ofCase.add((i == 0 ? speedOfTheFirst : 1) * 1000 * Math.exp(scatter * random.nextGaussian()));
            }
            speeds.put("step/B" + i + "/simd", ofCase);
            threads.put("step/B" + i + "/simd", "1");
        }
        return new PastRun(Path.of("run"), speeds, threads, Map.of());
    }

    @Test
    void whereNothingChangedNineteenOfTwentyComparisonsFlagNothing() {
        int alarms = 0;
        int comparisons = 400;
        for (int i = 0; i < comparisons; i++) {
            alarms += Comparison.of(run(2, 1), run(2, 1)).slower().isEmpty() ? 0 : 1;
        }
        assertTrue(alarms <= comparisons / 20, "false alarms: " + alarms);
    }

    @Test
    void whatBecameAFifthSlowerIsFoundWithThreeForks() {
        int found = 0;
        for (int i = 0; i < 100; i++) {
            List<Change> slower = Comparison.of(run(3, 1), run(3, 0.8)).slower();
            found += slower.stream().anyMatch(change -> change.id().equals("step/B0/simd")) ? 1 : 0;
        }
        assertTrue(found >= 95, "found: " + found);
    }

    @Test
    void theRatioIsThatOfTheGeometricMeans() {
        PastRun before = one(Map.of("a/b/c", List.of(1.0, 4.0)), "1");
        PastRun after = one(Map.of("a/b/c", List.of(2.0, 8.0)), "1");
        Change change = Comparison.of(before, after).changes().get(0);
        assertEquals(2, change.ratio().value(), 1e-12);
        assertTrue(change.ratio().low() < 2 && change.ratio().high() > 2);
    }

    @Test
    void withOneForkEachNothingIsKnownAndNothingFlagged() {
        PastRun before = one(Map.of("a/b/c", List.of(1.0)), "1");
        PastRun after = one(Map.of("a/b/c", List.of(0.1)), "1");
        Comparison comparison = Comparison.of(before, after);
        assertEquals(Verdict.UNKNOWN, comparison.changes().get(0).ratio().verdict());
        assertEquals(List.of(), comparison.slower());
    }

    @Test
    void whatOnlyOneRunHasOrWithOtherThreadsIsNotCompared() {
        PastRun before = one(Map.of("a/b/c", List.of(1.0, 1.1), "x/y/z", List.of(1.0, 1.1)), "1");
        PastRun after = one(Map.of("a/b/c", List.of(1.0, 1.1)), "2");
        Comparison comparison = Comparison.of(before, after);
        assertEquals(List.of(), comparison.changes());
        assertEquals(List.of("a/b/c", "x/y/z"), comparison.onlyInOne());
    }

    @Test
    void aSlowerCeilingIsNobodysFault() {
        PastRun before = one(Map.of("peak/fma/peak", List.of(100.0, 100.1)), "1");
        PastRun after = one(Map.of("peak/fma/peak", List.of(50.0, 50.1)), "1");
        Comparison comparison = Comparison.of(before, after);
        assertEquals(Verdict.SLOWER, comparison.changes().get(0).ratio().verdict());
        assertEquals(List.of(), comparison.slower());
    }

    @Test
    void aSmokeRunIsComparedWithNothing() {
        PastRun real = one(Map.of("a/b/c", List.of(1.0, 1.01)), "1");
        PastRun smoke = new PastRun(
                Path.of("smoke"),
                Map.of("a/b/c", List.of(0.1), "d/e/f", List.of(0.1)),
                Map.of("a/b/c", "1", "d/e/f", "1"),
                Map.of("effort", "smoke: 1 forks"));
        for (Comparison comparison : List.of(Comparison.of(real, smoke), Comparison.of(smoke, real))) {
            assertEquals(List.of(), comparison.changes());
            assertEquals(List.of(), comparison.slower());
            assertEquals(
                    "NOTE    a smoke run's figures mean nothing, so nothing is compared.\n",
                    ComparisonText.of(comparison));
            assertTrue(ComparePage.html(real, smoke, comparison).contains("Nothing is compared."));
        }
    }

    private static PastRun one(Map<String, List<Double>> speeds, String threads) {
        Map<String, String> all = new LinkedHashMap<>();
        speeds.keySet().forEach(id -> all.put(id, threads));
        return new PastRun(Path.of("run"), speeds, all, Map.of());
    }
}
