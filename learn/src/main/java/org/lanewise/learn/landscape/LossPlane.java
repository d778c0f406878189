package org.lanewise.learn.landscape;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Labels;
import org.lanewise.core.internal.Turn;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * The loss of a set of images on a plane through the space of parameters, {@code L(W + a U + b V)} as a function of a and b.
 *
 * <p>Scores are linear in the parameters, {@code f(W + a U + b V) = f(W) + a f(U) + b f(V)}: the images are read three times
 * when the plane is made, and a point then costs one pass over N x K scores and one over the weights.
 *
 * <p>Memory is the arena's of the caller, about {@code 16 N K} bytes. One thread at a time.
 */
public final class LossPlane {

    private final Kernels kernels;
    private final Loss loss;
    private final Regularization regularization;
    private final int[] labels;
    private final Vector origin;
    private final Vector first;
    private final Vector second;
    private final FloatMatrix scores;
    private final Turn turn = new Turn("loss plane");

    /** A model as a vector of all parameters, and what it scores. */
    private record Vector(float[] weights, float[] bias, FloatMatrix scores) {}

    /**
     * Scores the images with the origin and both directions.
     *
     * @param arena the owner of the scores' memory
     * @param kernels the kernels to use
     * @param origin W, K x D, and its bias, with the map of the features
     * @param data the examples, at least one
     * @param objective the loss, and what is added to it
     * @param first U, of the same shape
     * @param second V, of the same shape
     * @throws IllegalArgumentException if there is no image or shapes do not fit
     */
    public LossPlane(
            Arena arena,
            Kernels kernels,
            ScoreFunction origin,
            Examples data,
            Objective objective,
            LinearModel first,
            LinearModel second) {
        if (data.size() == 0) {
            throw new IllegalArgumentException("A loss needs at least one image, but there is none.");
        }
        this.kernels = kernels;
        loss = objective.loss();
        regularization = objective.regularization();
        this.labels = Labels.of(data);
        LinearModel center = origin.model();
        Preprocessing preprocessing = origin.preprocessing();
        Workspace workspace = kernels.workspace(arena, 0, center.classes(), center.features());
        this.scores = FloatMatrix.allocate(arena, data.size(), center.classes());
        this.origin = vector(arena, preprocessing, data, center, workspace);
        this.first = vector(arena, preprocessing, data, first, workspace);
        this.second = vector(arena, preprocessing, data, second, workspace);
    }

    private Vector vector(
            Arena arena, Preprocessing preprocessing, Examples data, LinearModel model, Workspace workspace) {
        FloatMatrix ofModel = FloatMatrix.allocate(arena, scores.rows(), scores.columns());
        kernels.scores(new ScoreFunction(model, preprocessing), data.features(), ofModel, workspace);
        return new Vector(model.weights().toArray(), model.bias().toArray(), ofModel);
    }

    /**
     * The loss at a point.
     *
     * @param a coordinate along the first direction
     * @param b coordinate along the second direction
     * @return {@code L(W + a U + b V)}, regularization included
     * @throws IllegalStateException if another thread is computing a point of this plane
     */
    public double at(float a, float b) {
        turn.begin();
        try {
            scores.copyFrom(origin.scores);
            kernels.axpy(a, first.scores, scores);
            kernels.axpy(b, second.scores, scores);
            // The gradient is not wanted, but comes along; it may overwrite the scores.
            return kernels.loss(loss, scores, labels, scores) + penalty(a, b);
        } finally {
            turn.end();
        }
    }

    private double penalty(float a, float b) {
        double penalty = penalty(origin.weights, first.weights, second.weights, a, b);
        return regularization.bias() ? penalty + penalty(origin.bias, first.bias, second.bias, a, b) : penalty;
    }

    private double penalty(float[] w, float[] u, float[] v, float a, float b) {
        double magnitudes = 0;
        double squares = 0;
        for (int i = 0; i < w.length; i++) {
            double x = w[i] + (double) a * u[i] + (double) b * v[i];
            magnitudes += Math.abs(x);
            squares += x * x;
        }
        return regularization.l1() * magnitudes + regularization.l2() * squares;
    }
}
