package org.lanewise.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Score;
import org.lanewise.bench.run.Measured;
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

/** Measurements that nobody made. */
public final class MadeUp {

    /** Bytes that each operation allocates. */
    public static final double ALLOCATED = 24;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private MadeUp() {}

    public static BenchmarkCase aCase(String benchmark, String name, double flops, Score score) {
        return new BenchmarkCase(
                benchmark, name, "org.example.Some.method", Map.of(), List.of("scalar"), flops, flops / 2, score);
    }

    /** A measurement of throughput, {@code perSecond} operations a second in each iteration. */
    public static Measured throughput(BenchmarkCase what, String implementation, int threads, double... perSecond) {
        BenchmarkParams parameters = parameters(Mode.Throughput, TimeUnit.SECONDS);
        IterationResult[] iterations = new IterationResult[perSecond.length];
        for (int i = 0; i < perSecond.length; i++) {
            iterations[i] = iteration(
                    parameters,
                    new ThroughputResult(ResultRole.PRIMARY, "made-up", perSecond[i], SECOND, TimeUnit.SECONDS));
        }
        return new Measured(what, implementation, threads, result(parameters, iterations));
    }

    /** A measurement of time, {@code microseconds} per operation, one for each fork. */
    public static Measured time(BenchmarkCase what, String implementation, int threads, double... microseconds) {
        BenchmarkParams parameters = parameters(Mode.AverageTime, TimeUnit.MICROSECONDS);
        List<BenchmarkResult> forks = new ArrayList<>();
        for (double each : microseconds) {
            IterationResult iteration = iteration(
                    parameters,
                    new AverageTimeResult(ResultRole.PRIMARY, "made-up", 1e6 / each, SECOND, TimeUnit.MICROSECONDS));
            forks.add(new BenchmarkResult(parameters, List.of(iteration)));
        }
        return new Measured(what, implementation, threads, new RunResult(parameters, forks));
    }

    private static RunResult result(BenchmarkParams parameters, IterationResult... iterations) {
        return new RunResult(parameters, List.of(new BenchmarkResult(parameters, List.of(iterations))));
    }

    private static IterationResult iteration(BenchmarkParams parameters, Result<?> primary) {
        IterationResult iteration =
                new IterationResult(parameters, parameters.getMeasurement(), new IterationResultMetaData(1, 1));
        iteration.addResult(primary);
        iteration.addResult(new ScalarResult("gc.alloc.rate.norm", ALLOCATED, "B/op", AggregationPolicy.AVG));
        return iteration;
    }

    private static BenchmarkParams parameters(Mode mode, TimeUnit unit) {
        WorkloadParams workload = new WorkloadParams();
        workload.put("implementation", "made-up", 0);
        return new BenchmarkParams(
                "org.example.Some.method",
                "org.example.generated.Some.method",
                true,
                1,
                new int[] {1},
                List.of(),
                1,
                0,
                new IterationParams(IterationType.WARMUP, 1, TimeValue.seconds(1), 1),
                new IterationParams(IterationType.MEASUREMENT, 1, TimeValue.seconds(1), 1),
                mode,
                workload,
                unit,
                1,
                "java",
                List.of(),
                "25",
                "VM",
                "1",
                "1.37",
                TimeValue.minutes(1));
    }
}
