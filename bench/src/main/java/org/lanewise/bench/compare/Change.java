package org.lanewise.bench.compare;

import org.lanewise.bench.report.Numbers;

/**
 * How the speed of one case and implementation changed.
 *
 * @param id benchmark, case and implementation
 * @param ratio speed of the new run relative to the old: below 1 it became slower
 * @param low lower end of the interval of the ratio; NaN where forks are too few to tell
 * @param high its upper end
 */
public record Change(String id, double ratio, double low, double high) {

    /** What can be said of it. */
    public enum Verdict {
        /** The whole interval is below 1. */
        SLOWER,
        /** The whole interval is above 1. */
        FASTER,
        /** The interval contains 1. */
        NOISE,
        /** There is no interval. */
        UNKNOWN
    }

    /** {@return what its interval says} */
    public Verdict verdict() {
        if (Double.isNaN(low)) {
            return Verdict.UNKNOWN;
        }
        if (high < 1) {
            return Verdict.SLOWER;
        }
        return low > 1 ? Verdict.FASTER : Verdict.NOISE;
    }

    /** {@return the interval, as text} */
    public String interval() {
        return Double.isNaN(low) ? "-" : Numbers.ratio(low) + " to " + Numbers.ratio(high);
    }

    /** {@return the verdict in a word or two} */
    public String word() {
        return switch (verdict()) {
            case SLOWER -> "SLOWER";
            case FASTER -> "faster";
            case NOISE -> "within noise";
            case UNKNOWN -> "not known";
        };
    }
}
