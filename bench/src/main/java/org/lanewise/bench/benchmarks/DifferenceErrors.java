package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.gradient.NumericGradient;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.model.Preprocessing;

/**
 * The error of numeric gradients against the step h, which is not timed: large steps see the curvature of the loss (an
 * error of order h for forward, h squared for centered differences), small ones its rounding (of order 1/h). The exact
 * gradient is the analytic one, in double.
 */
public final class DifferenceErrors {

    /** Parameters that are looked at, evenly spread over all. */
    public static final int PARAMETERS_SEEN = 12;

    /** From 0.1 down, two steps a decade. */
    private static final int STEPS = 23;

    private final double[] parameters;
    private final LossFunction loss;
    private final double[] exact;

    private DifferenceErrors(Arena arena, Examples training) {
        Minibatches batches = new Minibatches(training, Math.min(GradientBenchmark.IMAGES, training.size()));
        batches.shuffle(1, 0);
        batches.next();
        Preprocessing preprocessing = Cifar.preprocessing(arena, training);
        loss = GradientBenchmark.function(Kernels.best(), batches.features(), batches.labels(), preprocessing);
        parameters = loss.vectorOf(Cifar.model(arena, Cifar.CLASSES, Cifar.FEATURES));
        exact = loss.gradient(parameters);
    }

    /**
     * Measures.
     *
     * @param cifar the data
     * @return the errors of both methods at every step, largest step first
     * @throws IOException if the data cannot be read
     */
    public static List<DifferenceError> of(CifarDataset cifar) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            return new DifferenceErrors(arena, cifar.train()).all();
        }
    }

    private List<DifferenceError> all() {
        List<DifferenceError> errors = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            double step = Math.pow(10, -1 - i / 2.0);
            errors.add(new DifferenceError(DifferenceError.FORWARD, step, error(step, NumericGradient::forward)));
            errors.add(new DifferenceError(DifferenceError.CENTERED, step, error(step, NumericGradient::centered)));
        }
        return errors;
    }

    private double error(double step, Method method) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < PARAMETERS_SEEN; i++) {
            int parameter = parameter(i);
            double numeric = method.gradient(loss, parameters, step, parameter, parameter + 1)[0];
            difference += (numeric - exact[parameter]) * (numeric - exact[parameter]);
            norm += exact[parameter] * exact[parameter];
        }
        return Math.sqrt(difference / norm);
    }

    /** In the middle of the i-th part of the parameters: a border pixel may have hardly any gradient. */
    private int parameter(int i) {
        return (2 * i + 1) * parameters.length / (2 * PARAMETERS_SEEN);
    }

    private interface Method {
        double[] gradient(LossFunction loss, double[] parameters, double step, int from, int to);
    }
}
