package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.StripedFeatures;
import org.lanewise.learn.optimize.Minimum;

/** Whatever the units and offsets of the features, L-BFGS ends at the optimum that Newton's method in double has. */
class LbfgsUnitsTest {

    private static final TrainingListener NOBODY = new TrainingListener() {};
    private static final double TOLERANCE = 1e-8;
    private static final float SCALE = 1 / 64f;

    private enum Bias {
        FREE,
        REGULARIZED,
        NONE
    }

    private enum Unit {
        ONE(1, 0),
        TIMES_128(128, 0),
        THOUSANDTHS(1e-3f, 0),
        MIXED(1, 0),
        OFFSET(1, 1000);

        private final float factor;
        private final int constant;

        Unit(float factor, int constant) {
            this.factor = factor;
            this.constant = constant;
        }

        /** 1e-4, 1e-2, 1, 1e2, 1e4, 1e-4 ... of a feature. */
        private float factor(int d) {
            return this == MIXED ? (float) Math.pow(10, 2 * (d % 5) - 4) : factor;
        }
    }

    private record Images(String name, StripedFeatures data, float l2) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Arena ARENA = Arena.ofAuto();

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Of each class images that look like another's, so that there is an optimum without regularization too. */
    private static StripedFeatures noise(int seed, int count, int classes, int features) {
        SplittableRandom random = new SplittableRandom(seed);
        StripedFeatures data = StripedFeatures.draw(ARENA, seed, count, classes, features);
        for (int i = 0; i < count; i += 4) {
            data.labels()[i] = random.nextInt(classes);
        }
        return data;
    }

    private static StripedFeatures of(int[] labels, int classes, int[]... pixels) {
        int features = pixels[0].length;
        Features images =
                Features.ofBytes(ARENA.allocate((long) pixels.length * features), 0, pixels.length, features, features);
        for (int i = 0; i < pixels.length; i++) {
            for (int d = 0; d < features; d++) {
                images.segment(i).set(ValueLayout.JAVA_BYTE, images.offset(i) + d, (byte) pixels[i][d]);
            }
        }
        return new StripedFeatures(images, labels, classes);
    }

    static List<Images> sets() {
        return List.of(
                new Images("noise", noise(2, 120, 4, 7), 0.01f),
                new Images("noise, 2 classes", noise(3, 60, 2, 5), 0.001f),
                new Images(
                        "2 images of 2 pixels",
                        of(new int[] {0, 1}, 2, new int[] {10, 200}, new int[] {30, 90}),
                        0.01f),
                new Images(
                        "a constant pixel",
                        of(
                                new int[] {0, 1, 1, 0, 1},
                                2,
                                new int[] {10, 200, 7},
                                new int[] {30, 90, 7},
                                new int[] {0, 255, 7},
                                new int[] {70, 13, 7},
                                new int[] {68, 20, 7}),
                        0.01f));
    }

    private Preprocessing preprocessing(int features, Unit unit) {
        Preprocessing preprocessing = Preprocessing.none(arena, features);
        for (int d = 0; d < features; d++) {
            float scale = SCALE * unit.factor(d);
            preprocessing.scale().set(0, d, scale);
            preprocessing.mean().set(0, d, 100 - unit.constant / SCALE);
        }
        return preprocessing;
    }

    private static Regularization regularization(float l2, Bias bias) {
        return bias == Bias.REGULARIZED ? Regularization.l2(l2).withBias() : Regularization.l2(l2);
    }

    private static List<Loss> losses() {
        return List.of(SoftmaxCrossEntropy.softmax(), MulticlassHinge.squaredSvm());
    }

    private static LossFunction function(
            StripedFeatures data, Preprocessing preprocessing, Loss loss, Regularization regularization, Bias bias) {
        return new LossFunction(
                Kernels.scalar(),
                Minibatch.of(data.features(), data.labels()),
                data.classes(),
                preprocessing,
                new Objective(loss, regularization),
                bias != Bias.NONE);
    }

    /** Minimizes; compares with Newton. Returns the optimum. */
    private NewtonOptimum check(StripedFeatures data, Preprocessing preprocessing, Loss loss, float l2, Bias bias) {
        Regularization regularization = regularization(l2, bias);
        LossFunction function = function(data, preprocessing, loss, regularization, bias);
        NewtonOptimum optimum = new NewtonOptimum(function, data.classes());
        LinearModel model =
                LinearModel.allocate(arena, data.classes(), data.features().columns());
        Minimum result = new Lbfgs(kernels, preprocessing, data, loss, regularization, bias != Bias.NONE)
                .minimize(model, 2000, TOLERANCE, NOBODY);
        String what = loss + ", " + bias + ", l2 " + l2 + ": " + result + ", optimum " + optimum.loss;
        double[] found = function.vectorOf(model);
        assertEquals(Minimum.Reason.CONVERGED, result.reason(), what);
        // The loss that kernels report is off by some 2^-24 of 1 + its logarithm's argument, however small it is.
        assertEquals(optimum.loss, result.value(), Math.max(1e-6 * optimum.loss, 0x1p-23), what);
        assertEquals(optimum.loss, function.applyAsDouble(found), 1e-6 * optimum.loss, what);
        assertArrayEquals(optimum.predictions(), NewtonOptimum.predictions(function, found), what);
        return optimum;
    }

    /** A strength that makes it the same problem, where there is one. */
    @ParameterizedTest
    @MethodSource("sets")
    void theSameOptimumInUnitsThatAreTheSameForAllFeatures(Images set) {
        int features = set.data.features().columns();
        for (Loss loss : losses()) {
            for (Bias bias : List.of(Bias.FREE, Bias.NONE)) {
                double expected = Double.NaN;
                for (Unit unit : List.of(Unit.ONE, Unit.TIMES_128, Unit.THOUSANDTHS, Unit.OFFSET)) {
                    float l2 = set.l2 * unit.factor * unit.factor;
                    double actual = check(set.data, preprocessing(features, unit), loss, l2, bias).loss;
                    if (unit == Unit.ONE) {
                        expected = actual;
                    } else if (unit != Unit.OFFSET || bias == Bias.FREE) {
                        assertEquals(expected, actual, 1e-6 * expected, "the tests' own problems");
                    }
                }
            }
        }
    }

    /** Other problems than in the first unit, each with its own optimum. */
    @ParameterizedTest
    @MethodSource("sets")
    void theOptimumOfEveryUnit(Images set) {
        for (Loss loss : losses()) {
            for (Bias bias : Bias.values()) {
                for (Unit unit : Unit.values()) {
                    check(set.data, preprocessing(set.data.features().columns(), unit), loss, set.l2, bias);
                }
            }
        }
    }

    /** Features that nearly depend on each other, of any scales: the end may be early, but then it is called so. */
    @Test
    void convergedIsSaidAtTheOptimumOnly() {
        SplittableRandom random = new SplittableRandom(11);
        int converged = 0;
        int rounds = 60;
        for (int round = 0; round < rounds; round++) {
            int features = 2 + round % 6;
            StripedFeatures data = noise(round, 20 + round, 2 + round % 3, features);
            for (int i = 0; i < data.size(); i++) {
                int first = (int) data.features().get(i, 0);
                int noise = random.nextInt(1 + round % 5);
                data.features()
                        .segment(i)
                        .set(ValueLayout.JAVA_BYTE, data.features().offset(i) + 1, (byte) Math.min(255, first + noise));
            }
            Preprocessing preprocessing = Preprocessing.none(arena, features);
            for (int d = 0; d < features; d++) {
                preprocessing.scale().set(0, d, (float) Math.pow(10, random.nextDouble(-4, 4)));
                preprocessing.mean().set(0, d, random.nextInt(-1000, 1000));
            }
            Bias bias = Bias.values()[round % 3];
            Regularization regularization = regularization((float) Math.pow(10, random.nextDouble(-4, 0)), bias);
            Loss loss = losses().get(round % 2);
            LossFunction function = function(data, preprocessing, loss, regularization, bias);
            double optimum = new NewtonOptimum(function, data.classes()).loss;
            LinearModel model = LinearModel.allocate(arena, data.classes(), features);
            Minimum result = new Lbfgs(kernels, preprocessing, data, loss, regularization, bias != Bias.NONE)
                    .minimize(model, 500, TOLERANCE, NOBODY);
            if (result.reason() == Minimum.Reason.CONVERGED) {
                converged++;
                double actual = function.applyAsDouble(function.vectorOf(model));
                assertEquals(optimum, actual, 1e-6 * optimum, "round " + round + ": " + result);
            }
        }
        assertTrue(converged > rounds * 0.9, converged + " of " + rounds);
    }

    /** Without regularization all units are one problem. */
    @ParameterizedTest
    @EnumSource(Unit.class)
    void withoutRegularizationUnitsDoNotCount(Unit unit) {
        StripedFeatures data = noise(2, 120, 4, 7);
        for (Loss loss : losses()) {
            for (Bias bias : List.of(Bias.FREE, Bias.NONE)) {
                double actual = check(data, preprocessing(7, unit), loss, 0, bias).loss;
                double expected = check(data, preprocessing(7, Unit.ONE), loss, 0, bias).loss;
                if (bias == Bias.FREE || unit.constant == 0) {
                    assertEquals(expected, actual, 1e-6 * expected, "the tests' own problems");
                }
            }
        }
    }
}
