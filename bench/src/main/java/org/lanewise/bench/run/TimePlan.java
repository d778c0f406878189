package org.lanewise.bench.run;

import java.util.List;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Effort;

/** How long a run takes: estimated before, corrected by how long the forks took that are over. */
public final class TimePlan {

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
        this.total = cases.stream()
                .mapToDouble(each -> effort.forks() * each.implementations().size() * secondsPerFork(each))
                .sum();
    }

    private double secondsPerFork(BenchmarkCase what) {
        return effort.secondsPerFork(what.flops());
    }

    /** {@return the estimate of the whole, made before anything was run} */
    public double totalSeconds() {
        return total;
    }

    /** Counts forks as over, whether they were run or dropped. */
    void over(BenchmarkCase what, int forks) {
        over += forks * secondsPerFork(what);
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
        return known ? left * elapsedSeconds / over : left;
    }
}
