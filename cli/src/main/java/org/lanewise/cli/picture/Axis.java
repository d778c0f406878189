package org.lanewise.cli.picture;

/**
 * An axis of a chart.
 *
 * @param label what it shows, with its unit
 * @param logarithmic whether equal distances are equal factors
 */
public record Axis(String label, boolean logarithmic) {

    /**
     * A linear axis.
     *
     * @param label what it shows, with its unit
     * @return the axis
     */
    public static Axis linear(String label) {
        return new Axis(label, false);
    }

    /**
     * A logarithmic axis.
     *
     * @param label what it shows, with its unit
     * @return the axis
     */
    public static Axis logarithmic(String label) {
        return new Axis(label, true);
    }
}
