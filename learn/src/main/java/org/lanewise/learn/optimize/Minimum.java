package org.lanewise.learn.optimize;

/**
 * Where a minimization ended.
 *
 * @param value the value of the function there
 * @param gradientNorm Euclidean norm of its gradient
 * @param gain by how much a further step is expected to make the value smaller: about how far it is above its minimum, or a
 *     tenth of that
 * @param iterations number of steps
 * @param evaluations how often value and gradient were computed
 * @param reason why it ended there
 */
public record Minimum(double value, double gradientNorm, double gain, int iterations, int evaluations, Reason reason) {

    /** Why a minimization ended. */
    public enum Reason {
        /** The gradient is so small that a further step is expected to gain no more than the tolerance. */
        CONVERGED,
        /**
         * Steps got shorter without an end, while the gradient still promised more than the tolerance: rounding hides what
         * is left, or the function is too badly scaled. Gradient and gain say how far from the minimum it may be.
         */
        SHORT_STEPS,
        /** All iterations were done. */
        ITERATIONS_DONE,
        /** Someone asked to stop. */
        STOPPED,
        /** There is no finite value where it should begin. */
        NOT_FINITE
    }
}
