package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.testing.Losses;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Sizes;
import org.lanewise.core.testing.Ulps;

/**
 * Loss and gradient of a minibatch, and the step, which has the bits of the gradient and an axpy.
 *
 * <p>Let m_i be the largest magnitude of image i's scores ({@link DoubleScores}) and t_ik = (1 + p_ik (1 + |d_ik|) + 2 p_ik
 * m_i) / N: the error of the scores' gradient is at most the worse bound of scores and of softmax times u t. A sum over N
 * images rounds N times, unfolding 4 times. So, S being sum_i t_ik |scale_d| (x_id + |mean_d|) + 2 lambda |W_kd| for dW, sum_i
 * t_ik for db, and mean(1 + |d_y| + 2 m) + lambda R(W) for the loss, all are within the sum of these bounds. That is for
 * softmax with L2; other losses and regularizations must have the bits of the scalar kernels ({@link LossTest} has their
 * values).
 */
final class GradientResidual implements ResidualOperation {

    private static final float LEARNING_RATE = 0.125f;

    @Override
    public Residual run(SplittableRandom random, Arena arena, Kernels kernels) {
        int images = Sizes.draw(random, 1, 140);
        int classes = Sizes.draw(random, 1, 30);
        int features = Sizes.draw(random, 0, Math.clamp(200_000 / (images * classes), 1, 3100));
        boolean plain = random.nextBoolean();
        Loss loss = plain ? SoftmaxCrossEntropy.softmax() : pick(random, Losses.all(classes));
        Regularization regularization =
                plain ? Regularization.l2(random.nextInt(3) * 0.01f) : pick(random, Losses.regularizations());
        Batch batch = Batch.draw(arena, random.nextLong(), images, classes, features, loss, regularization);
        Batch.Result expected = batch.run(arena, Kernels.scalar(), new Placement(0, 0, 0));
        Batch.Result actual = batch.run(arena, kernels, Placement.random(random));
        assertEquals(expected.loss(), actual.loss(), batch.name());
        actual.weights().assertHolds(expected.gradient().weights().toArray(), () -> "dW, " + batch.name());
        actual.bias().assertHolds(expected.gradient().bias().toArray(), () -> "db, " + batch.name());
        stepHasTheBitsOfItsParts(arena, kernels, batch, expected);
        double bound = Math.max(ScoresResidual.bound(features), RowsResidual.bound(classes)) + images + 4;
        double error = plain ? largestError(batch, expected) : 0;
        return new Residual(error, bound, "gradient, " + batch.name());
    }

    private static <T> T pick(SplittableRandom random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static void stepHasTheBitsOfItsParts(Arena arena, Kernels kernels, Batch batch, Batch.Result expected) {
        LinearModel model = copy(arena, batch.model());
        kernels.axpy(-LEARNING_RATE, expected.gradient().weights(), model.weights());
        kernels.axpy(-LEARNING_RATE, expected.gradient().bias(), model.bias());
        Batch stepped = batch.with(copy(arena, batch.model()));
        assertEquals(expected.loss(), stepped.step(arena, kernels, LEARNING_RATE), batch.name());
        assertArrayEquals(model.weights().toArray(), stepped.model().weights().toArray(), batch.name());
        assertArrayEquals(model.bias().toArray(), stepped.model().bias().toArray(), batch.name());
    }

    private static LinearModel copy(Arena arena, LinearModel model) {
        LinearModel copy = LinearModel.allocate(arena, model.classes(), model.features());
        copy.weights().copyFrom(model.weights());
        copy.bias().copyFrom(model.bias());
        return copy;
    }

    private static double largestError(Batch batch, Batch.Result actual) {
        LinearModel model = batch.model();
        int images = batch.images().rows();
        double[][] dW = new double[model.classes()][model.features()];
        double[][] magnitudes = new double[model.classes()][model.features()];
        double[] db = new double[model.classes()];
        double[] biasMagnitudes = new double[model.classes()];
        double loss = 0;
        double lossMagnitude = 0;
        for (int i = 0; i < images; i++) {
            DoubleScores exact = DoubleScores.of(model, batch.preprocessing(), batch.images(), i);
            double max = exact.max();
            double logSum = exact.logSum();
            double scoreError = 2 * exact.largestMagnitude();
            for (int k = 0; k < model.classes(); k++) {
                double d = exact.scores()[k] - max;
                double p = Math.exp(d - logSum);
                boolean label = k == batch.labels()[i];
                double g = (p - (label ? 1 : 0)) / images;
                double t = (1 + p * (1 + Math.abs(d) + scoreError)) / images;
                db[k] += g;
                biasMagnitudes[k] += t;
                for (int feature = 0; feature < model.features(); feature++) {
                    int pixel = batch.images().get(i, feature);
                    dW[k][feature] += g * batch.preprocessing().apply(pixel, feature);
                    magnitudes[k][feature] += t * DoubleScores.magnitude(batch.preprocessing(), pixel, feature);
                }
                if (label) {
                    loss += (logSum - d) / images;
                    lossMagnitude += (1 + Math.abs(d) + scoreError) / images;
                }
            }
        }
        double penalty = regularize(model.weights(), batch.regularization().l2(), dW, magnitudes);
        double largest = Ulps.of(actual.loss() - (loss + penalty), lossMagnitude + penalty);
        for (int k = 0; k < model.classes(); k++) {
            largest = Math.max(largest, Ulps.of(actual.gradient().bias().get(k, 0) - db[k], biasMagnitudes[k]));
            for (int d = 0; d < model.features(); d++) {
                double error = actual.gradient().weights().get(k, d) - dW[k][d];
                largest = Math.max(largest, Ulps.of(error, magnitudes[k][d]));
            }
        }
        return largest;
    }

    /** Adds the regularization's part of the gradient; returns lambda R(W). */
    private static double regularize(FloatMatrix weights, double lambda, double[][] dW, double[][] magnitudes) {
        double squares = 0;
        for (int k = 0; k < dW.length; k++) {
            for (int d = 0; d < dW[k].length; d++) {
                double w = weights.get(k, d);
                squares += w * w;
                dW[k][d] += 2 * lambda * w;
                magnitudes[k][d] += Math.abs(2 * lambda * w);
            }
        }
        return lambda * squares;
    }
}
