package org.lanewise.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.bench.report.Environment;
import org.lanewise.bench.report.ResultsJson;
import org.lanewise.bench.report.SummaryCsv;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/**
 * What a finished run left: the speed of every fork, by benchmark, case and implementation.
 *
 * @param directory where it is
 * @param speeds of the forks, operations a second, by {@code benchmark/case/implementation}
 * @param threads that shared an operation, likewise
 * @param environment what was measured on, texts by labels; empty if the run left no {@code environment.txt}
 */
public record PastRun(
        Path directory,
        Map<String, List<Double>> speeds,
        Map<String, String> threads,
        Map<String, String> environment) {

    private static final String SUMMARY = "summary.csv";
    private static final String RESULTS = "results.json";
    private static final String ENVIRONMENT = "environment.txt";

    /**
     * Reads a directory. Names are those of {@code summary.csv}, forks are in {@code results.json}; both have the same
     * measurements in the same order.
     *
     * @param directory the directory
     * @return what is in it
     * @throws IOException if it is not that of a finished run; the message says why
     */
    public static PastRun read(Path directory) throws IOException {
        for (String name : List.of(SUMMARY, RESULTS)) {
            if (!Files.isRegularFile(directory.resolve(name))) {
                throw new IOException(
                        "there is no " + name + " in " + directory + "; name the directory of a finished run.");
            }
        }
        List<Map<String, String>> lines = SummaryCsv.read(directory.resolve(SUMMARY));
        List<RunResult> results = ResultsJson.read(directory.resolve(RESULTS));
        if (lines.size() != results.size()) {
            throw new IOException(SUMMARY + " and " + RESULTS + " in " + directory + " are not of the same run: "
                    + lines.size() + " and " + results.size() + " measurements.");
        }
        Map<String, List<Double>> speeds = new LinkedHashMap<>();
        Map<String, String> threads = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Map<String, String> line = lines.get(i);
            String id = line.get("benchmark") + "/" + line.get("case") + "/" + line.get("implementation");
            speeds.put(id, speeds(results.get(i)));
            threads.put(id, line.get("threads"));
        }
        Path environment = directory.resolve(ENVIRONMENT);
        return new PastRun(
                directory,
                speeds,
                threads,
                Files.isRegularFile(environment) ? Environment.read(environment).lines() : Map.of());
    }

    /** Whether its figures mean nothing. */
    boolean isSmoke() {
        return environment.getOrDefault("effort", "").startsWith("smoke:");
    }

    private static List<Double> speeds(RunResult result) {
        boolean rate = result.getParams().getMode() == Mode.Throughput;
        List<Double> speeds = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            double score = fork.getPrimaryResult().getScore();
            speeds.add(rate ? score : 1 / score);
        }
        return speeds;
    }
}
