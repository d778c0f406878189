package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.StripedFeatures;
import org.lanewise.learn.optimize.Preconditioner;

/** The inverse of {@code p E[x x^T] + 2 l2} for each class, where it is known; else symmetric and positive definite. */
class SpectralPreconditionerTest {

    private static final SoftmaxCrossEntropy SOFTMAX = SoftmaxCrossEntropy.softmax();

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Images of these pixels, in turns. */
    private Features images(int count, int[]... pixels) {
        int features = pixels[0].length;
        Features images = Features.ofBytes(arena.allocate((long) count * features), 0, count, features, features);
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < features; d++) {
                images.segment(i).set(ValueLayout.JAVA_BYTE, images.offset(i) + d, (byte) pixels[i % pixels.length][d]);
            }
        }
        return images;
    }

    private Coordinates coordinates(Features images, int classes, float l2, boolean bias) {
        Preprocessing none = Preprocessing.none(arena, images.columns());
        return new Coordinates(
                arena, Preprocessing.standardize(arena, images), none, classes, SOFTMAX, Regularization.l2(l2), bias);
    }

    private SpectralPreconditioner of(Features images, int classes, float l2, boolean bias) {
        return new SpectralPreconditioner(Kernels.best(), coordinates(images, classes, l2, bias), images);
    }

    /** The product with the coordinates of one class. */
    private static double[] apply(SpectralPreconditioner inverse, int classes, int k, double... vector) {
        double[] all = new double[classes * vector.length];
        System.arraycopy(vector, 0, all, k * vector.length, vector.length);
        inverse.apply(all);
        double[] result = new double[vector.length];
        for (int i = 0; i < all.length; i++) {
            if (i / vector.length == k) {
                result[i % vector.length] = all[i];
            } else {
                assertEquals(0, all[i], "element " + i + ", of another class than " + k);
            }
        }
        return result;
    }

    /** Directions are floats, so errors are some 1e-7 of the largest inverse, whatever the direction's own. */
    private static void assertMultiple(double factor, double largest, double[] vector, double[] product) {
        double length = 0;
        for (double x : vector) {
            length = Math.max(length, Math.abs(x));
        }
        for (int i = 0; i < vector.length; i++) {
            assertEquals(factor * vector[i], product[i], 1e-6 * largest * length, "element " + i);
        }
    }

    /** Images on a line, without regularization: z is 1 or -1, and what is left a millionth of the moment along the line. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void oneDirectionAndTheBias(int classes) {
        double p = (classes - 1.0) / (classes * classes);
        SpectralPreconditioner inverse =
                of(images(6, new int[] {2, 7, 9, 6}, new int[] {6, 7, 1, 10}), classes, 0, true);
        double largest = 1 / (3e-6 * p);
        for (int k = 0; k < classes; k++) {
            double[] along = {1, 0, -1, 1, 0};
            assertMultiple(1 / (3 * p), largest, along, apply(inverse, classes, k, along));
            // A free bias is one coordinate, of which the inner bias is 1 / sqrt(2).
            double[] bias = {0, 0, 0, 0, 1};
            assertMultiple(2 / p, largest, bias, apply(inverse, classes, k, bias));
            for (double[] across : new double[][] {{1, 0, 1, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 1, 0}}) {
                assertMultiple(largest, largest, across, apply(inverse, classes, k, across));
            }
        }
    }

    /** A feature's moment and what regularization adds to it make 1 together. */
    @Test
    void regularizationCounts() {
        double p = 3 / 16.0;
        // The variance is 4, of which 2 l2 / p is a 999th.
        double ridge = 1e-3;
        float l2 = (float) (4 / 999.0 * p / 2);
        SpectralPreconditioner inverse = of(images(4, new int[] {2, 9, 6}, new int[] {6, 5, 10}), 4, l2, true);
        double[] along = {1, -1, 1, 0};
        double largest = 1 / (p * ridge);
        assertMultiple(1 / (p * (3 * (1 - ridge) + ridge)), largest, along, apply(inverse, 4, 1, along));
        for (double[] across : new double[][] {{1, 1, 0, 0}, {0, 1, 1, 0}}) {
            assertMultiple(largest, largest, across, apply(inverse, 4, 1, across));
        }
    }

    /** Without a bias a large mean is a steep direction; its coordinate is as steep as that of a bias. */
    @Test
    void withoutABiasTheMeanIsADirection() {
        SpectralPreconditioner inverse = of(images(4, new int[] {200, 200}, new int[] {202, 198}), 2, 0, false);
        double[] mean = {1, 1, 0};
        double square = 2 * 200 * 200;
        assertMultiple(4 / (square / (1 + square)), 2e6, mean, apply(inverse, 2, 0, mean));
        double[] line = {1, -1, 0};
        assertMultiple(4 / 2.0, 2e6, line, apply(inverse, 2, 1, line));
    }

    /** Two directions with moments that are far apart; what is left is a third of the smaller. */
    @Test
    void twoDirections() {
        int[][] pixels = new int[4][9];
        for (int i = 0; i < 4; i++) {
            for (int d = 0; d < 9; d++) {
                pixels[i][d] = 100 + 10 * ((d < 8 ? i & 1 : i >> 1) == 0 ? 1 : -1);
            }
        }
        SpectralPreconditioner inverse = of(images(4, pixels), 2, 0, true);
        double[] large = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0};
        assertMultiple(4 / 8.0, 12e6, large, apply(inverse, 2, 0, large));
        double[] small = {0, 0, 0, 0, 0, 0, 0, 0, 1, 0};
        assertMultiple(4, 12e6, small, apply(inverse, 2, 0, small));
    }

    /** Of more than 1024 images every so many are taken: here the even ones. */
    @Test
    void sampleFromTheWholeSet() {
        Features all = Inputs.pixels(arena, new SplittableRandom(8), 2048, 5, 0, 0);
        int[] even = new int[1024];
        for (int i = 0; i < even.length; i++) {
            even[i] = 2 * i;
        }
        Features half = new StripedFeatures(all, new int[2048], 3).select(even).features();
        Coordinates coordinates = coordinates(all, 3, 0.1f, true);
        double[] expected =
                apply(new SpectralPreconditioner(Kernels.best(), coordinates, half), 3, 2, 1, -2, 3, 4, -5, 6);
        assertArrayEquals(
                expected,
                apply(new SpectralPreconditioner(Kernels.best(), coordinates, all), 3, 2, 1, -2, 3, 4, -5, 6));
    }

    /** Images that are all the same have no moments, and without regularization what is left must not be zero. */
    @Test
    void nothingToGoBy() {
        for (boolean bias : new boolean[] {false, true}) {
            double[] product = apply(of(images(4, new int[] {0, 7, 0}), 2, 0, bias), 2, 0, 1, 2, 3, 4);
            for (double x : product) {
                assertTrue(x > 0 && Double.isFinite(x), () -> "" + x);
            }
        }
    }

    /** More features than directions. */
    @Test
    void symmetricAndPositiveDefinite() {
        int classes = 3;
        int features = 60;
        Features images = StripedFeatures.draw(arena, 5, 150, classes, features).features();
        SplittableRandom random = new SplittableRandom(6);
        for (Regularization regularization : new Regularization[] {
            Regularization.none(),
            Regularization.l2(0.01f),
            Regularization.l2(0.01f).withBias()
        }) {
            for (boolean bias : new boolean[] {false, true}) {
                Coordinates coordinates = new Coordinates(
                        arena,
                        Preprocessing.standardize(arena, images),
                        Inputs.preprocessing(arena, random, features),
                        classes,
                        SOFTMAX,
                        regularization,
                        bias);
                assertSymmetricAndPositiveDefinite(
                        new SpectralPreconditioner(Kernels.best(), coordinates, images), random, 183);
            }
        }
    }

    private static void assertSymmetricAndPositiveDefinite(Preconditioner inverse, SplittableRandom random, int n) {
        for (int round = 0; round < 20; round++) {
            double[] u = random.doubles(n, -1, 1).toArray();
            double[] v = random.doubles(n, -1, 1).toArray();
            double[] pu = u.clone();
            double[] pv = v.clone();
            inverse.apply(pu);
            inverse.apply(pv);
            assertEquals(Doubles.dot(u, pv), Doubles.dot(pu, v), 1e-9 * Doubles.dot(u, pu) * n);
            assertTrue(Doubles.dot(u, pu) > 0);
        }
    }
}
