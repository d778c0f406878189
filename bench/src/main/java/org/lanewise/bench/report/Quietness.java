package org.lanewise.bench.report;

import java.util.Comparator;
import java.util.List;

/**
 * Whether the machine was quiet: by how much the forks of the same measurement differ.
 *
 * @param median of all measurements' {@link Row#spread}; NaN if none had two forks
 * @param worst the measurement whose forks differ most; null without one
 */
public record Quietness(double median, Row worst) {

    /** Below this the median of a quiet machine stays. */
    private static final double QUIET = 0.03;

    /** Above this only large differences mean anything. */
    private static final double LOUD = 0.10;

    /**
     * Looks at all rows.
     *
     * @param rows the rows
     * @return their spread
     */
    public static Quietness of(List<Row> rows) {
        List<Row> sorted = rows.stream()
                .filter(row -> Double.isFinite(row.spread()))
                .sorted(Comparator.comparingDouble(Row::spread))
                .toList();
        return sorted.isEmpty()
                ? new Quietness(Double.NaN, null)
                : new Quietness(sorted.get(sorted.size() / 2).spread(), sorted.get(sorted.size() - 1));
    }

    /** {@return the verdict, two or three words} */
    public String verdict() {
        if (worst == null) {
            return "not known";
        }
        if (median < QUIET) {
            return "quiet";
        }
        return median < LOUD ? "not quite quiet" : "not quiet";
    }

    /** {@return the verdict and what it rests on} */
    @Override
    public String toString() {
        if (worst == null) {
            return "not known: one fork each";
        }
        return verdict() + ": forks of one measurement differ by " + Numbers.fine(100 * median)
                + " % in the median, at most by " + Numbers.fine(100 * worst.spread()) + " % (" + worst.id() + ")";
    }
}
