package org.lanewise.bench.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.implementations.Implementations;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** What an interrupted run has measured already, and what is left to do. */
public final class ResumedResults {

    private static final String IMPLEMENTATION = "implementation";

    private ResumedResults() {}

    /**
     * Finds the cases that results belong to.
     *
     * @param results results of the interrupted run
     * @param cases the cases of the run
     * @param threads threads that were asked for
     * @return a measurement for each result that is one of the cases
     */
    public static List<Measured> measured(List<RunResult> results, List<BenchmarkCase> cases, int threads) {
        List<Measured> measured = new ArrayList<>();
        for (RunResult result : results) {
            Map<String, String> parameters = parameters(result.getParams());
            String implementation = parameters.remove(IMPLEMENTATION);
            for (BenchmarkCase each : cases) {
                String name = each.isPeak() ? BenchmarkCase.PEAK : implementation;
                if (each.method().equals(result.getParams().getBenchmark())
                        && new TreeMap<>(each.parameters()).equals(parameters)
                        && each.implementations().contains(name)) {
                    int used = Implementations.threads(name, each.threads(threads));
                    measured.add(new Measured(each, name, used, result));
                }
            }
        }
        return measured;
    }

    private static Map<String, String> parameters(BenchmarkParams all) {
        Map<String, String> parameters = new TreeMap<>();
        all.getParamsKeys().forEach(key -> parameters.put(key, all.getParam(key)));
        return parameters;
    }

    /**
     * What is left.
     *
     * @param cases all cases
     * @param measured what is done
     * @return the cases with the implementations that are not
     */
    public static List<BenchmarkCase> left(List<BenchmarkCase> cases, List<Measured> measured) {
        Set<String> done = new HashSet<>();
        measured.forEach(each -> done.add(each.what().id(each.implementation())));
        return cases.stream()
                .map(each -> each.with(each.implementations().stream()
                        .filter(name -> !done.contains(each.id(name)))
                        .toList()))
                .filter(each -> !each.implementations().isEmpty())
                .toList();
    }
}
