package org.lanewise.bench.run;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.benchmarks.SteadyState;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Effort;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Has JMH run one fork of one case and implementation, without its usual output.
 *
 * @param effort iterations and their length
 * @param vmOptions options of the fork's VM
 */
record JmhFork(Effort effort, List<String> vmOptions) {

    /**
     * Runs it.
     *
     * @return the fork's result
     * @throws BenchmarkFailedException if there is none
     */
    RunResult run(BenchmarkCase what, String implementation) throws BenchmarkFailedException {
        // Another run on this machine, perhaps another user's, shows in the figures; it need not make all cases fail.
        System.setProperty("jmh.ignoreLock", "true");
        CapturedOutput output = new CapturedOutput();
        try {
            Collection<RunResult> results =
                    new Runner(options(what, implementation).build(), output).run();
            if (results.size() != 1) {
                throw new BenchmarkFailedException("JMH gave " + results.size() + " results instead of one");
            }
            return results.iterator().next();
        } catch (RunnerException failed) {
            throw new BenchmarkFailedException(Reasons.of(failed, output.text()));
        }
    }

    private ChainedOptionsBuilder options(BenchmarkCase what, String implementation) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + what.method().replace(".", "\\.") + "$")
                .forks(1)
                .threads(1)
                // The operation is warm by then, see SteadyState; this one is for JMH's own loop around it.
                .warmupIterations(1)
                .warmupTime(milliseconds(effort.iterationMillis()))
                .measurementIterations(effort.iterations())
                .measurementTime(milliseconds(effort.iterationMillis()))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class) // counts allocated bytes, between iterations
                .jvmArgs(vmOptions.toArray(String[]::new))
                .jvmArgsAppend(SteadyState.asVmOption(effort.quietMillis()));
        what.parameters().forEach(options::param);
        if (!what.isPeak()) {
            options.param("implementation", implementation);
        }
        return options;
    }

    private static TimeValue milliseconds(int count) {
        return new TimeValue(count, TimeUnit.MILLISECONDS);
    }
}
