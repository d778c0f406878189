/**
 * Lanewise core: off-heap matrices, kernels, losses and gradients of the linear classifier. It needs the JDK alone.
 *
 * <ul>
 *   <li>{@code data}: features of bytes and floats over memory segments, labelled examples, minibatches;
 *   <li>{@code model}: weights, bias, preprocessing, and the score function that they make;
 *   <li>{@code loss}: losses and regularization, each with its definition in double;
 *   <li>{@code kernels}: the operations that cost time, on the Vector API or without it, and the choice;
 *   <li>{@code gradient}: numeric gradients, and the check of an analytic one.
 * </ul>
 *
 * <p>The SIMD kernels need the launch flag {@code --add-modules jdk.incubator.vector}, on the class path and on the
 * module path. Without it everything works with plain loops, and a warning says so once.
 */
@SuppressWarnings("module") // What is built on it is not there yet when it is compiled.
module org.lanewise.core {
    requires static jdk.incubator.vector;
    requires jdk.management;

    exports org.lanewise.core.data;
    exports org.lanewise.core.kernels;
    exports org.lanewise.core.model;
    exports org.lanewise.core.loss;
    exports org.lanewise.core.gradient;
    exports org.lanewise.core.internal to
            org.lanewise.learn,
            org.lanewise.cifar,
            org.lanewise.datasets;
    exports org.lanewise.core.internal.files to
            org.lanewise.learn,
            org.lanewise.cifar,
            org.lanewise.datasets,
            org.lanewise.cli,
            org.lanewise.bench;
    exports org.lanewise.core.internal.plain to
            org.lanewise.bench;
}
