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
     * Takes a gradient from the layers that have it.
     *
     * @param of layers of the same shapes
     * @param regularizes whether the regularization is still to be added
     * @return the value of the regularization that was added, or 0
     */
    double take(Layers of, boolean regularizes) {
        inParts(number -> {
            of.parts().get(number).load(gradient);
            penalties[number] = finish(parts.get(number), regularizes);
        });
        if (descent.clips()) {
            Parameters.clip(gradient, descent.clipNorm());
        }
        double penalty = 0;
        for (double ofPart : penalties) {
            penalty += ofPart;
        }
        return penalty;
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
        double penalty = 0;
        for (int i = from; i < to; i++) {
            penalty += regularization.penalty(parameters[i]);
            gradient[i] += (float) regularization.slope(parameters[i]);
        }
        return penalty;
    }

    /**
     * Moves the parameters along the gradient that was taken, and stores them in the layers.
     *
     * @param rate the learning rate
     * @param step number of the step, 1 for the first
     * @param share with which the new parameters enter the average; 0 if there is none
     */
    void step(float rate, long step, float share) {
        inParts(number -> {
            Layers.Part part = parts.get(number);
            descent.optimizer().update(vectors, part.from(), part.to(), rate, step);
            part.store(vectors.parameters());
            if (share > 0) {
                Parameters.approach(average, vectors.parameters(), part.from(), part.to(), share);
            }
        });
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
