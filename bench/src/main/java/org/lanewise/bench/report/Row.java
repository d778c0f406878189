package org.lanewise.bench.report;

/**
 * One line of {@code summary.csv}. Numbers that do not apply are NaN.
 *
 * @param benchmark the family of cases
 * @param name the case
 * @param implementation who was measured
 * @param threads threads that shared an operation
 * @param score the figure
 * @param unit its unit
 * @param error half the width of its 99.9 % confidence interval, over all iterations of all forks
 * @param gflops floating-point operations a second, in billions
 * @param percentOfPeak of the measured ceiling: for arithmetic that of so many threads, for reading that of one
 * @param speedupVsScalar above 1 where it is faster than the scalar kernels
 * @param speedupVsBestPeer above 1 where it is faster than the fastest peer
 * @param perSecond operations a second
 */
public record Row(
        String benchmark,
        String name,
        String implementation,
        int threads,
        double score,
        String unit,
        double error,
        double gflops,
        double percentOfPeak,
        double speedupVsScalar,
        double speedupVsBestPeer,
        double perSecond) {}
