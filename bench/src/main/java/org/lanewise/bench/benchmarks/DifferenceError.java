package org.lanewise.bench.benchmarks;

/**
 * How far a numeric gradient is from the exact one.
 *
 * @param method {@code forward} or {@code centered}
 * @param step the step h
 * @param error norm of the difference, relative to the norm of the exact gradient
 */
public record DifferenceError(String method, double step, double error) {

    /** One more evaluation of the loss a parameter. */
    public static final String FORWARD = "forward";

    /** Two evaluations a parameter. */
    public static final String CENTERED = "centered";
}
