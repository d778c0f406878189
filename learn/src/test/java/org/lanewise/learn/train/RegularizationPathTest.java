package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Folds;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

class RegularizationPathTest {

    private static final int FEATURES = 60;
    private static final int CLASSES = 3;

    private final Kernels kernels = Kernels.best();

    /** Three features that tell something, and so much noise beside them that weak regularization learns it by heart. */
    private static Examples noisy(int count) {
        SplittableRandom random = new SplittableRandom(7);
        float[][] features = new float[count][FEATURES];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % CLASSES;
            for (int d = 0; d < FEATURES; d++) {
                features[i][d] = (float) (random.nextGaussian() + (d == labels[i] ? 1.5 : 0));
            }
        }
        return Examples.copyOf(Arena.ofAuto(), features, labels);
    }

    private final Examples examples = noisy(240);
    private final List<Examples.Split> folds = Folds.stratified(examples, 4, 1);

    private RegularizationPath path(List<Examples.Split> of) {
        return new RegularizationPath(of, training -> lbfgs(training, 0));
    }

    private Lbfgs lbfgs(Examples training, float l2) {
        Preprocessing none = Preprocessing.none(Arena.ofAuto(), FEATURES);
        return new Lbfgs(kernels, none, training, SoftmaxCrossEntropy.softmax(), Regularization.l2(l2));
    }

    /** The mean loss of an independent fit from zero, to the optimum, in plain double. */
    private double lossFromZero(float l2) {
        double sum = 0;
        for (Examples.Split fold : folds) {
            LinearModel model = LinearModel.allocate(Arena.ofAuto(), CLASSES, FEATURES);
            lbfgs(fold.training(), l2).minimize(model, 500, 1e-9, new TrainingListener() {});
            sum += loss(model, fold.validation()) / folds.size();
        }
        return sum;
    }

    private static double loss(LinearModel model, Examples examples) {
        double sum = 0;
        for (int i = 0; i < examples.size(); i++) {
            double all = 0;
            double own = 0;
            for (int k = 0; k < CLASSES; k++) {
                double score = model.bias().get(k, 0);
                for (int d = 0; d < FEATURES; d++) {
                    score += (double) model.weights().get(k, d)
                            * examples.features().get(i, d);
                }
                all += Math.exp(score);
                own = k == examples.label(i) ? score : own;
            }
            sum += Math.log(all) - own;
        }
        return sum / examples.size();
    }

    @Test
    void lossesAreThoseOfFitsFromZeroAndTheBestIsTaken() {
        float[] strengths = RegularizationPath.strengths(1, 1e-4, 9);
        RegularizationPath path = path(folds);
        List<RegularizationPath.Point> told = new ArrayList<>();
        List<RegularizationPath.Point> points = path.run(strengths, told::add);
        assertEquals(points, told);
        for (int i = 0; i < points.size(); i++) {
            assertEquals(strengths[i], points.get(i).l2());
            double expected = lossFromZero(strengths[i]);
            assertEquals(expected, points.get(i).loss(), 0.01 * expected, "strength " + strengths[i]);
            assertEquals(240, points.get(i).judges());
        }
        float best = best(points);
        assertEquals(best, path.best().l2());
        assertTrue(best > 1e-3 && best < 1, "strength " + best);
        assertTrue(points.size() < strengths.length, "weaker strengths do worse, so they are not tried");
        assertEquals(4, path.best().losses().size());
        assertTrue(path.best().accuracyDeviation() > 0 && path.best().accuracyDeviation() < 0.2);
    }

    /** The rule again: the least loss among those that have nearly as many right as the most accurate one. */
    private static float best(List<RegularizationPath.Point> points) {
        double highest = 0;
        for (RegularizationPath.Point point : points) {
            highest = Math.max(highest, point.accuracy());
        }
        double error = Math.sqrt(highest * (1 - highest) / 240);
        double least = Double.POSITIVE_INFINITY;
        float best = 0;
        for (RegularizationPath.Point point : points) {
            if (point.accuracy() >= highest - error && point.loss() < least) {
                least = point.loss();
                best = point.l2();
            }
        }
        return best;
    }

    @Test
    void threadsMakeNoDifference() {
        float[] strengths = RegularizationPath.strengths(1, 1e-2, 3);
        try (Workers workers = Workers.of(3)) {
            Kernels shared = kernels.on(workers);
            var other = new RegularizationPath(
                    folds,
                    training -> new Lbfgs(
                            shared,
                            Preprocessing.none(Arena.ofAuto(), FEATURES),
                            training,
                            SoftmaxCrossEntropy.softmax(),
                            Regularization.none()));
            assertEquals(path(folds).run(strengths, p -> {}), other.run(strengths, p -> {}));
        }
    }

    @Test
    void itStopsWhenAsked() {
        RegularizationPath path = path(folds);
        List<RegularizationPath.Point> points =
                path.run(RegularizationPath.strengths(1, 1e-4, 9), point -> path.stop());
        assertEquals(1, points.size());
        assertEquals(1, path.best().l2());
        assertTrue(path.isStopped());
    }

    @Test
    void strengthsAreAtEqualRatios() {
        assertArrayEquals(new float[] {1, 0.1f, 0.01f}, RegularizationPath.strengths(1, 0.01, 3), 1e-9f);
        assertArrayEquals(new float[] {2}, RegularizationPath.strengths(2, 0.01, 1));
        for (Runnable wrong : List.<Runnable>of(
                () -> RegularizationPath.strengths(0.01, 1, 3),
                () -> RegularizationPath.strengths(1, 0, 3),
                () -> RegularizationPath.strengths(1, Double.NaN, 3),
                () -> RegularizationPath.strengths(Double.POSITIVE_INFINITY, 1, 3),
                () -> RegularizationPath.strengths(1, 0.1, 0))) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }

    @Test
    void withoutExamplesToJudgeItRefuses() {
        assertThrows(IllegalArgumentException.class, () -> path(List.of()));
        Examples none = examples.subset(0, 0);
        assertThrows(IllegalArgumentException.class, () -> path(List.of(new Examples.Split(examples, none))));
        assertThrows(IllegalArgumentException.class, () -> path(List.of(new Examples.Split(none, examples))));
        assertThrows(IllegalStateException.class, () -> path(folds).best());
    }
}
