package org.lanewise.cli.picture;

/**
 * An axis of a chart.
 *
 * @param label what it shows, with its unit in parentheses
 * @param scale where its numbers are, and which it has
 */
public record Axis(String label, Scale scale) {

    /** Where the numbers of an axis are, and which it has. */
    public enum Scale {
        /** Equal distances are equal differences. */
        LINEAR,
        /** Equal distances are equal factors. */
        LOGARITHMIC,
        /** Linear, and with marks at whole numbers alone. */
        COUNT,
        /** Linear, and within 0 to 100. */
        PERCENT,
        /** Linear, and all of 0 to 100. */
        WHOLE
    }

    /**
     * A linear axis.
     *
     * @param label what it shows, with its unit in parentheses
     * @return the axis
     */
    public static Axis linear(String label) {
        return new Axis(label, Scale.LINEAR);
    }

    /**
     * A logarithmic axis.
     *
     * @param label what it shows, with its unit in parentheses
     * @return the axis
     */
    public static Axis logarithmic(String label) {
        return new Axis(label, Scale.LOGARITHMIC);
    }

    /**
     * An axis of what is counted, such as epochs.
     *
     * @param label what it shows
     * @return the axis
     */
    public static Axis count(String label) {
        return new Axis(label, Scale.COUNT);
    }

    /**
     * An axis of percentages of a whole.
     *
     * @param label what it shows; the sign is added
     * @return the axis
     */
    public static Axis percent(String label) {
        return new Axis(label + " (%)", Scale.PERCENT);
    }

    /**
     * An axis of percentages of a whole, all of it.
     *
     * @param label what it shows; the sign is added
     * @return the axis
     */
    public static Axis whole(String label) {
        return new Axis(label + " (%)", Scale.WHOLE);
    }

    boolean isLogarithmic() {
        return scale == Scale.LOGARITHMIC;
    }
}
