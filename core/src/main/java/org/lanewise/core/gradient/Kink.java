package org.lanewise.core.gradient;

/**
 * A parameter that the gradient check does not judge, because within reach of the step the loss has a kink: a difference
 * across it is a mean of the slopes on its two sides, which are both right.
 *
 * @param parameter its index
 * @param cause where the kink comes from
 * @param analytic this component of the analytic gradient
 * @param numeric this component of the numeric gradient
 */
public record Kink(int parameter, Cause cause, double analytic, double numeric) {

    /** Where kinks come from. */
    public enum Cause {
        /** A margin of the hinge loss that is about 0. */
        MARGIN,
        /** A hidden unit that is about where it is rectified. */
        RECTIFIER,
        /** A weight that is about 0, whose magnitude L1 counts. */
        WEIGHT
    }
}
