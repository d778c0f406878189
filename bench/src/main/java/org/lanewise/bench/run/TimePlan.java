package org.lanewise.bench.run;

import java.util.List;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Effort;

/** How long a run takes: estimated before, corrected by how long the forks took that are over. */
public final class TimePlan {

    /** What follows the measurements: errors of differences, the page, its pictures. */
    private static final double SECONDS_FOR_THE_REPORT = 5;

    private final Effort effort;
    private final double total;
    private double over;

    /**
     * Plans.
     *
     * @param cases what will be run
     * @param effort what is spent on each
     */
    public TimePlan(List<BenchmarkCase> cases, Effort effort) {
        this.effort = effort;
        this.total = cases.stream().mapToDouble(this::seconds).sum();
    }

    /** All forks of every implementation. */
    private double seconds(BenchmarkCase what) {
        return what.implementations().stream()
                .mapToDouble(name -> effort.forks(name) * effort.secondsPerFork(what, name))
                .sum();
    }

    /** {@return the estimate of the whole, made before anything was run} */
    public double totalSeconds() {
        return total + SECONDS_FOR_THE_REPORT;
    }

    /** Counts forks as over, whether they were run or dropped. */
    void over(BenchmarkCase what, String implementation, int forks) {
        over += forks * effort.secondsPerFork(what, implementation);
    }

    /**
     * The time left.
     *
     * @param elapsedSeconds since the start
     * @return seconds
     */
    double secondsLeft(double elapsedSeconds) {
        double left = Math.max(0, total - over);
        // The first forks say little about the rest.
        boolean known = over > total / 50;
        return SECONDS_FOR_THE_REPORT + (known ? left * elapsedSeconds / over : left);
    }
}
