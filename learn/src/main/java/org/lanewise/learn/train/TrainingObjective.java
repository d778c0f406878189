package org.lanewise.learn.train;

import org.lanewise.learn.optimize.DifferentiableFunction;

/**
 * The loss of a whole training set and its gradient, as a function of {@link Coordinates}. The loss is that of passes over the
 * examples, the regularization is added in double.
 */
final class TrainingObjective implements DifferentiableFunction {

    private final Coordinates coordinates;
    private final TrainingSet.Passes passes;
    private final int classes;
    private final int features;
    private final float[] vector;
    private final double[] inside;
    private final double[] gradientOfModel;

    /**
     * Allocates scratch.
     *
     * @param passes passes over the examples with the inner preprocessing
     * @param coordinates what a point means
     */
    TrainingObjective(TrainingSet.Passes passes, Coordinates coordinates) {
        this.coordinates = coordinates;
        this.passes = passes;
        classes = coordinates.classes();
        features = coordinates.features();
        vector = new float[Parameters.count(classes, features)];
        inside = new double[coordinates.perClass()];
        gradientOfModel = new double[vector.length];
    }

    @Override
    public int size() {
        return classes * coordinates.perClass();
    }

    /** The loss, with the inner parameters rounded to float, and its gradient. */
    @Override
    public double at(double[] point, double[] gradient) {
        double penalty = begin(point, gradient);
        GradientSum sum = passes.at(vector);
        sum.gradient(gradientOfModel);
        for (int k = 0; k < classes; k++) {
            for (int d = 0; d < features; d++) {
                gradient[k * inside.length + d] += gradientOfModel[k * features + d];
            }
            coordinates.pullBack(gradient, k, gradientOfModel[classes * features + k]);
        }
        return penalty + sum.loss();
    }

    /** Sets the inner parameters; sets the gradient to that of the regularization, and returns its value. */
    private double begin(double[] point, double[] gradient) {
        double penalty = 0;
        for (int k = 0; k < classes; k++) {
            vector[classes * features + k] = (float) coordinates.inner(point, k, inside);
            for (int d = 0; d < features; d++) {
                vector[k * features + d] = (float) inside[d];
            }
            for (int d = 0; d < inside.length; d++) {
                double slope = coordinates.strength(d) * inside[d];
                penalty += slope * inside[d];
                gradient[k * inside.length + d] = 2 * slope;
            }
        }
        return penalty;
    }
}
