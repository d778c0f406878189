package org.lanewise.bench.report;

import java.util.concurrent.TimeUnit;
import org.lanewise.bench.run.Measured;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH measured, in one form whether it was time or throughput.
 *
 * @param score JMH's score
 * @param error JMH's error; NaN if there was too little to tell
 * @param perSecond operations a second
 * @param gflops billions of floating-point operations a second; NaN without a count
 * @param allocated bytes on the Java heap, an operation; NaN if they were not counted
 */
record Rate(double score, double error, double perSecond, double gflops, double allocated) {

    /** What JMH calls the bytes that its profiler counts. */
    static final String ALLOCATED = "gc.alloc.rate.norm";

    static Rate of(Measured measured) {
        BenchmarkParams parameters = measured.result().getParams();
        Result<?> result = measured.result().getPrimaryResult();
        double perSecond = perSecond(parameters, result.getScore());
        return new Rate(
                result.getScore(),
                result.getScoreError(),
                perSecond,
                measured.what().flops() * perSecond / 1e9,
                allocated(measured.result()));
    }

    private static double allocated(RunResult result) {
        Result<?> counted = result.getSecondaryResults().get(ALLOCATED);
        return counted == null ? Double.NaN : counted.getScore();
    }

    private static double perSecond(BenchmarkParams parameters, double score) {
        double unitsInSecond =
                (double) TimeUnit.SECONDS.toNanos(1) / parameters.getTimeUnit().toNanos(1);
        return parameters.getMode() == Mode.Throughput ? score * unitsInSecond : unitsInSecond / score;
    }
}
