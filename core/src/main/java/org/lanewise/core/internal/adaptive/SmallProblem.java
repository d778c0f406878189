package org.lanewise.core.internal.adaptive;

import org.lanewise.core.kernels.Kernels;

/**
 * A call of the same kind as the caller's, of a shape that takes the same way through the SIMD kernels and costs as little as
 * it can. It has memory of its own.
 *
 * @param call runs it
 * @param work multiply-adds, or elements, that it takes
 */
record SmallProblem(Call call, double work) {

    /** One call. */
    @FunctionalInterface
    interface Call {

        /** Lets kernels compute it. */
        void run(Kernels kernels);
    }
}
