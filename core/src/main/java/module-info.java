/**
 * Lanewise core: off-heap matrices, kernels, losses and gradients of the linear image classifier.
 *
 * <p>The road of the data is the order of the packages: {@code data} (matrices over memory segments), {@code kernels}
 * (the operations that cost time, scalar or SIMD), {@code model} (weights, bias, preprocessing, the minibatch step),
 * {@code loss} and {@code gradient} (double-precision reference, numeric gradient, gradient check).
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
    exports org.lanewise.core.file;
    exports org.lanewise.core.neighbours;
}
