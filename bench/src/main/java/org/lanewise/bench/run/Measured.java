package org.lanewise.bench.run;

import org.lanewise.bench.cases.BenchmarkCase;
import org.openjdk.jmh.results.RunResult;

/**
 * A finished measurement.
 *
 * @param what the case
 * @param implementation who was measured
 * @param threads threads that shared an operation
 * @param result all forks, as JMH has them
 */
public record Measured(BenchmarkCase what, String implementation, int threads, RunResult result) {}
