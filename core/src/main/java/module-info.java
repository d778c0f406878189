/**
 * Lanewise core: off-heap matrices, kernels, losses and gradients of the linear classifier, its training and
 * evaluation.
 *
 * <p>What the mathematics is made of:
 *
 * <ul>
 *   <li>{@code data}: matrices over memory segments, labelled images, minibatches;
 *   <li>{@code model}: weights, bias, preprocessing;
 *   <li>{@code loss}: losses and regularization, each with its definition in double;
 *   <li>{@code kernels}: the operations that cost time, scalar or SIMD, and the choice between them;
 *   <li>{@code gradient}: numeric gradients, and the check of an analytic one.
 * </ul>
 *
 * <p>What is built on it:
 *
 * <ul>
 *   <li>{@code train}: minibatches with optimizers and schedules, checkpoints, L-BFGS;
 *   <li>{@code evaluate}: accuracy, loss, confusion, calibration;
 *   <li>{@code neighbours} and {@code baseline}: what the linear classifier is compared with;
 *   <li>{@code landscape}: the loss around a model;
 *   <li>{@code file}: models and checkpoints that numpy reads.
 * </ul>
 *
 * <p>The SIMD kernels need the launch flag {@code --add-modules jdk.incubator.vector}, on the class path and on the
 * module path. Without it everything works with the scalar kernels, and a warning says so once.
 */
module org.lanewise.core {
    requires static jdk.incubator.vector;
    requires jdk.management;

    exports org.lanewise.core.data;
    exports org.lanewise.core.kernels;
    exports org.lanewise.core.model;
    exports org.lanewise.core.loss;
    exports org.lanewise.core.gradient;
    exports org.lanewise.core.train;
    exports org.lanewise.core.evaluate;
    exports org.lanewise.core.landscape;
    exports org.lanewise.core.baseline;
    exports org.lanewise.core.file;
    exports org.lanewise.core.neighbours;
    exports org.lanewise.core.internal.base to
            org.lanewise.bench;
}
