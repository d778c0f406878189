package org.lanewise.bench.report;

import java.util.Collections;
import java.util.List;

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
 * @param intensity floating-point operations a byte that must be moved
 * @param allocated bytes allocated on the Java heap for one of the operations that {@code perSecond} counts
 * @param forks the score of each fork
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
        double perSecond,
        double intensity,
        double allocated,
        List<Double> forks) {

    /** {@return what the page, charts and notes call it: benchmark, case and implementation} */
    public String id() {
        return benchmark + "/" + name + "/" + implementation;
    }

    /**
     * The speed of one fork.
     *
     * @param fork its score
     * @return its speed relative to that of the score, whether scores are times or rates
     */
    public double speed(double fork) {
        return unit.endsWith("/s") ? fork / score : score / fork;
    }

    /** {@return operations a second of each fork} */
    public List<Double> speeds() {
        return forks.stream().map(fork -> perSecond * speed(fork)).toList();
    }

    /**
     * Whether both did the same work.
     *
     * @param other a row
     * @return whether it is of the same case
     */
    public boolean isOfSameCase(Row other) {
        return benchmark.equals(other.benchmark) && name.equals(other.name);
    }

    /** {@return the same without comparisons, for figures that mean nothing} */
    Row alone() {
        double none = Double.NaN;
        return new Row(
                benchmark,
                name,
                implementation,
                threads,
                score,
                unit,
                error,
                gflops,
                none,
                none,
                none,
                perSecond,
                intensity,
                allocated,
                forks);
    }

    /** {@return by how much the forks differ: largest minus smallest, relative to the score; NaN with one fork} */
    public double spread() {
        return forks.size() < 2 ? Double.NaN : (Collections.max(forks) - Collections.min(forks)) / score;
    }
}
