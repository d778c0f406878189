package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.testing.Losses;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Sizes;
import org.lanewise.core.testing.Ulps;

/**
 * Loss and gradient of a minibatch, and the step, which has the bits of the gradient and an axpy.
 *
 * <p>Let m_i be the largest magnitude of image i's scores ({@link DoubleScores}), and t_ik what {@link ExampleResidual} says of
 * the gradient of its loss with scores that are off by the bound of scores times u m_i: that gradient is off by at most the
 * worse bound of scores and of losses times u t. A sum over N images rounds N times, unfolding 4 times, adding l1 sign(W) and
 * the bias's penalty twice. So, S being sum_i t_ik |scale_d| (x_id + |mean_d|) / N + 2 l2 |W_kd| + l1 for dW, the same without
 * x for db, and for the loss the mean of its images' magnitudes + R, all are within the sum of these bounds; but for margins of
 * which roundings decide, whose images may be in or out of a component.
 *
 * @param which losses
 */
record GradientResidual(Predicate<Loss> which) implements ResidualOperation {

    private static final float LEARNING_RATE = 0.125f;

    @Override
    public Residual run(SplittableRandom random, Arena arena, Kernels kernels) {
        int images = Sizes.draw(random, 1, 140);
        int classes = Sizes.draw(random, 1, 30);
        int features = Sizes.draw(random, 0, Math.clamp(200_000 / (images * classes), 1, 3100));
        Loss loss = pick(random, Losses.all(classes).stream().filter(which).toList());
        Regularization regularization = pick(random, Losses.regularizations());
        Batch batch = Batch.draw(arena, random.nextLong(), images, classes, features, loss, regularization)
                .inAnyForm(arena, random);
        Batch.Result expected = batch.run(arena, Kernels.scalar(), new Placement(0, 0, 0));
        Batch.Result actual = batch.run(arena, kernels, Placement.random(random));
        actual.assertSame(expected, batch.name());
        stepHasTheBitsOfItsParts(arena, kernels, batch, expected);
        double bound = Math.max(ScoresResidual.bound(features), ExampleResidual.bound(classes)) + images + 6;
        return new Residual(largestError(batch, expected), bound, "gradient, " + batch.name());
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
        Sums sums = new Sums(model.classes(), model.features());
        for (int i = 0; i < batch.features().rows(); i++) {
            sums.add(batch, i);
        }
        sums.regularize(batch);
        double largest = Ulps.of(actual.loss() - sums.loss, sums.lossMagnitude);
        for (int k = 0; k < model.classes(); k++) {
            for (int d = 0; d <= model.features(); d++) {
                double component = d < model.features()
                        ? actual.gradient().weights().get(k, d)
                        : actual.gradient().bias().get(k, 0);
                largest = Math.max(largest, sums.error(component, k, d));
            }
        }
        return largest;
    }

    /** Loss and gradient in double, the bias as a last feature, and their magnitudes. */
    private static final class Sums {

        private final double[][] gradient;
        private final double[][] magnitudes;
        private final double[][] undecided;
        private double loss;
        private double lossMagnitude;

        Sums(int classes, int features) {
            gradient = new double[classes][features + 1];
            magnitudes = new double[classes][features + 1];
            undecided = new double[classes][features + 1];
        }

        void add(Batch batch, int image) {
            int features = batch.model().features();
            double share = 1.0 / batch.features().rows();
            DoubleScores scores = DoubleScores.of(batch.model(), batch.preprocessing(), batch.features(), image);
            ExampleResidual exact = ExampleResidual.of(
                    batch.loss(),
                    scores.scores(),
                    batch.labels()[image],
                    scores.largestMagnitude(),
                    ScoresResidual.bound(features));
            loss += exact.loss() * share;
            lossMagnitude += exact.lossMagnitude() * share;
            for (int d = 0; d <= features; d++) {
                float pixel = d < features ? batch.features().get(image, d) : 1;
                double x = d < features ? batch.preprocessing().apply(pixel, d) : 1;
                double magnitude = d < features ? DoubleScores.magnitude(batch.preprocessing(), pixel, d) : 1;
                for (int k = 0; k < gradient.length; k++) {
                    gradient[k][d] += exact.gradient()[k] * x * share;
                    magnitudes[k][d] += exact.magnitudes()[k] * magnitude * share;
                    undecided[k][d] += exact.undecided()[k] * Math.abs(x) * share;
                }
            }
        }

        void regularize(Batch batch) {
            LinearModel model = batch.model();
            Regularization regularization = batch.regularization();
            int penalized = model.features() + (regularization.bias() ? 1 : 0);
            for (int k = 0; k < model.classes(); k++) {
                for (int d = 0; d < penalized; d++) {
                    double w = d < model.features()
                            ? model.weights().get(k, d)
                            : model.bias().get(k, 0);
                    double slope = 2 * regularization.l2() * w + regularization.l1() * Math.signum(w);
                    gradient[k][d] += slope;
                    magnitudes[k][d] += Math.abs(slope);
                    loss += Losses.penalty(regularization, w);
                    lossMagnitude += Losses.penalty(regularization, w);
                }
            }
        }

        double error(double component, int k, int d) {
            double off = Math.abs(component - gradient[k][d]) - undecided[k][d];
            return Ulps.of(Double.isNaN(off) ? off : Math.max(0, off), magnitudes[k][d]);
        }
    }
}
