package org.lanewise.bench.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.WorkloadParams;

/** Makes one of JMH's results out of forks that were run one by one. */
final class Merge {

    private Merge() {}

    static RunResult forks(List<RunResult> forks) {
        Collection<BenchmarkResult> results = new ArrayList<>();
        for (RunResult fork : forks) {
            results.addAll(fork.getBenchmarkResults());
        }
        return new RunResult(withForks(forks.get(0).getParams(), forks.size()), results);
    }

    private static BenchmarkParams withForks(BenchmarkParams one, int forks) {
        return new BenchmarkParams(
                one.getBenchmark(),
                one.generatedBenchmark(),
                one.shouldSynchIterations(),
                one.getThreads(),
                one.getThreadGroups(),
                one.getThreadGroupLabels(),
                forks,
                one.getWarmupForks(),
                one.getWarmup(),
                one.getMeasurement(),
                one.getMode(),
                parameters(one),
                one.getTimeUnit(),
                one.getOpsPerInvocation(),
                one.getJvm(),
                one.getJvmArgs(),
                one.getJdkVersion(),
                one.getVmName(),
                one.getVmVersion(),
                one.getJmhVersion(),
                one.getTimeout());
    }

    private static WorkloadParams parameters(BenchmarkParams one) {
        WorkloadParams parameters = new WorkloadParams();
        int position = 0;
        for (String key : one.getParamsKeys()) {
            parameters.put(key, one.getParam(key), position++);
        }
        return parameters;
    }
}
