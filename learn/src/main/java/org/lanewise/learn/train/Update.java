package org.lanewise.learn.train;

import java.util.List;
import java.util.function.IntConsumer;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Regularization;

/** From the gradient of layers to their next parameters. Threads share the parts of many parameters; no bit depends on it. */
final class Update {

    /** One layer that is a part, and its biases: not worth a second thread. */
    private static final int FEW = 2;

    private final TrainingSettings.Descent descent;
    private final Regularization regularization;
    private final Kernels kernels;
    private final List<Layers.Part> parts;
    private final float[] gradient;
    private final Optimizer.Vectors vectors;
    private final float[] average;
    private final double[] penalties;

    /** Scratch for a gradient; the parameters and what is known of their past are changed by steps. */
    Update(TrainingSettings settings, Layers layers, float[] parameters, TrainingProgress progress) {
        descent = settings.descent();
        regularization = settings.objective().regularization();
        kernels = settings.kernels();
        parts = layers.parts();
        gradient = new float[parameters.length];
        vectors = new Optimizer.Vectors(parameters, gradient, progress.memory);
        average = progress.average;
        penalties = new double[parts.size()];
    }

    /**
     * A step, beside its gradient.
     *
     * @param rate the learning rate
     * @param number 1 for the first step
     * @param share with which the new parameters enter the average; 0 if there is none
     */
    record Step(float rate, long number, float share) {}

    /**
     * Moves the parameters against a gradient, and stores them in the layers. All that a part needs is done at once, while it is
     * in a core's cache, unless gradients are clipped, for which the whole is looked at first.
     *
     * @param gradientOf layers of the same shapes that have the gradient
     * @param regularizes whether the regularization is still to be added
     * @param step how far
     * @return the value of the regularization that was added, or 0
     */
    double step(Layers gradientOf, boolean regularizes, Step step) {
        if (descent.clips()) {
            inParts(number -> take(gradientOf, number, regularizes));
            Parameters.clip(gradient, descent.clipNorm());
            inParts(number -> move(number, step));
        } else {
            inParts(number -> {
                take(gradientOf, number, regularizes);
                move(number, step);
            });
        }
        double penalty = 0;
        for (double ofPart : penalties) {
            penalty += ofPart;
        }
        return penalty;
    }

    private void take(Layers gradientOf, int number, boolean regularizes) {
        gradientOf.parts().get(number).load(gradient);
        penalties[number] = finish(parts.get(number), regularizes);
    }

    private void move(int number, Step step) {
        Layers.Part part = parts.get(number);
        descent.optimizer().update(vectors, part.from(), part.to(), step.rate(), step.number());
        part.store(vectors.parameters());
        if (step.share() > 0) {
            Parameters.approach(average, vectors.parameters(), part.from(), part.to(), step.share());
        }
    }

    private double finish(Layers.Part part, boolean regularizes) {
        if (part.isBias() && !descent.bias()) {
            for (int i = part.from(); i < part.to(); i++) {
                gradient[i] = 0;
            }
        }
        boolean counts = regularizes && (regularization.bias() || !part.isBias());
        return counts && (regularization.l1() > 0 || regularization.l2() > 0)
                ? regularize(vectors.parameters(), part.from(), part.to())
                : 0;
    }

    /** Adds the slope of the regularization to the gradient, and returns its value: the fused kernels have both. */
    private double regularize(float[] parameters, int from, int to) {
        if (regularization.l1() == 0) {
            return shrink(parameters, from, to);
        }
        double penalty = 0;
        for (int i = from; i < to; i++) {
            penalty += regularization.penalty(parameters[i]);
            gradient[i] += (float) regularization.slope(parameters[i]);
        }
        return penalty;
    }

    /** L2 alone, with four sums: one would be a chain of additions, each of which waits for the one before. */
    private double shrink(float[] parameters, int from, int to) {
        double twice = 2.0 * regularization.l2();
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = from;
        for (; i <= to - 4; i += 4) {
            double w0 = parameters[i];
            double w1 = parameters[i + 1];
            double w2 = parameters[i + 2];
            double w3 = parameters[i + 3];
            sum0 += w0 * w0;
            sum1 += w1 * w1;
            sum2 += w2 * w2;
            sum3 += w3 * w3;
            gradient[i] += (float) (twice * w0);
            gradient[i + 1] += (float) (twice * w1);
            gradient[i + 2] += (float) (twice * w2);
            gradient[i + 3] += (float) (twice * w3);
        }
        for (; i < to; i++) {
            double w = parameters[i];
            sum0 += w * w;
            gradient[i] += (float) (twice * w);
        }
        return regularization.l2() * (sum0 + sum1 + (sum2 + sum3));
    }

    private void inParts(IntConsumer job) {
        if (parts.size() > FEW) {
            kernels.share(parts.size(), job);
            return;
        }
        for (int number = 0; number < parts.size(); number++) {
            job.accept(number);
        }
    }
}
