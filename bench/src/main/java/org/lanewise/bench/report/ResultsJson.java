package org.lanewise.bench.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.ThroughputResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/** Reads {@code results.json}, which is JMH's own format, back into JMH's results. JMH itself only writes it. */
public final class ResultsJson {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Units as JMH writes them: {@code us/op} or {@code ops/s}. */
    private static final Map<String, TimeUnit> UNITS = Map.of(
            "ns", TimeUnit.NANOSECONDS,
            "us", TimeUnit.MICROSECONDS,
            "ms", TimeUnit.MILLISECONDS,
            "s", TimeUnit.SECONDS);

    private final JsonObject entry;
    private final JsonObject metric;

    private ResultsJson(JsonObject entry) {
        this.entry = entry;
        this.metric = entry.getAsJsonObject("primaryMetric");
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its results, in their order
     * @throws IOException if it cannot be read, or is no such file; the message says so in a sentence
     */
    public static List<RunResult> read(Path file) throws IOException {
        try {
            List<RunResult> results = new ArrayList<>();
            for (JsonElement each :
                    JsonParser.parseString(Files.readString(file)).getAsJsonArray()) {
                results.add(new ResultsJson(each.getAsJsonObject()).result());
            }
            return results;
        } catch (JsonParseException | IllegalStateException | NullPointerException | IllegalArgumentException wrong) {
            throw new IOException(file + " is not what JMH writes as JSON: " + wrong.getMessage() + ".", wrong);
        }
    }

    private RunResult result() {
        BenchmarkParams parameters = parameters();
        List<BenchmarkResult> forks = new ArrayList<>();
        for (int fork = 0; fork < metric.getAsJsonArray("rawData").size(); fork++) {
            forks.add(fork(parameters, fork));
        }
        return new RunResult(parameters, forks);
    }

    private BenchmarkResult fork(BenchmarkParams parameters, int fork) {
        JsonArray scores = metric.getAsJsonArray("rawData").get(fork).getAsJsonArray();
        List<IterationResult> iterations = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            IterationResult iteration =
                    new IterationResult(parameters, parameters.getMeasurement(), new IterationResultMetaData(1, 1));
            iteration.addResult(primary(parameters, scores.get(i).getAsDouble()));
            allocated(fork, i).ifPresent(iteration::addResult);
            iterations.add(iteration);
        }
        return new BenchmarkResult(parameters, iterations);
    }

    /** Of what the profiler counted the bytes alone: the rest it tells of some iterations only, and nobody reads it. */
    private Optional<Result<?>> allocated(int fork, int iteration) {
        JsonObject counted = entry.getAsJsonObject("secondaryMetrics").getAsJsonObject(Rate.ALLOCATED);
        if (counted == null) {
            return Optional.empty();
        }
        double bytes = counted.getAsJsonArray("rawData")
                .get(fork)
                .getAsJsonArray()
                .get(iteration)
                .getAsDouble();
        return Optional.of(new ScalarResult(Rate.ALLOCATED, bytes, "B/op", AggregationPolicy.AVG));
    }

    private Result<?> primary(BenchmarkParams parameters, double score) {
        String label = entry.get("benchmark").getAsString().replaceFirst(".*\\.", "");
        TimeUnit unit = parameters.getTimeUnit();
        double unitsInSecond = (double) SECOND / unit.toNanos(1);
        return parameters.getMode() == Mode.Throughput
                ? new ThroughputResult(ResultRole.PRIMARY, label, score * unitsInSecond, SECOND, unit)
                : new AverageTimeResult(ResultRole.PRIMARY, label, unitsInSecond / score, SECOND, unit);
    }

    private BenchmarkParams parameters() {
        return new BenchmarkParams(
                text("benchmark"),
                text("benchmark"),
                true,
                number("threads"),
                new int[] {1},
                List.of(),
                number("forks"),
                0,
                iterations(IterationType.WARMUP, "warmup"),
                iterations(IterationType.MEASUREMENT, "measurement"),
                Mode.deepValueOf(text("mode")),
                workload(),
                unit(),
                1,
                text("jvm"),
                entry.getAsJsonArray("jvmArgs").asList().stream()
                        .map(JsonElement::getAsString)
                        .collect(Collectors.toList()),
                text("jdkVersion"),
                text("vmName"),
                text("vmVersion"),
                text("jmhVersion"),
                TimeValue.minutes(10));
    }

    private IterationParams iterations(IterationType type, String name) {
        return new IterationParams(
                type,
                number(name + "Iterations"),
                TimeValue.fromString(text(name + "Time").replace(" ", "")),
                number(name + "BatchSize"));
    }

    private WorkloadParams workload() {
        WorkloadParams workload = new WorkloadParams();
        if (entry.has("params")) {
            entry.getAsJsonObject("params")
                    .asMap()
                    .forEach((key, value) -> workload.put(
                            key, value.getAsString(), workload.keys().size()));
        }
        return workload;
    }

    private TimeUnit unit() {
        String unit = metric.get("scoreUnit").getAsString().replaceAll("/?ops?/?", "");
        if (!UNITS.containsKey(unit)) {
            throw new IllegalArgumentException(
                    "the unit " + metric.get("scoreUnit").getAsString() + " is unknown");
        }
        return UNITS.get(unit);
    }

    private String text(String name) {
        return entry.get(name).getAsString();
    }

    private int number(String name) {
        return entry.get(name).getAsInt();
    }
}
