package org.lanewise.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.StripedImages;

/** The inverse of {@code p (1 - p) E[x x^T] + 2 l2} for each class, where it is known; else symmetric and positive definite. */
class SpectralPreconditionerTest {

    private static final double L2 = 0.01;

    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Images of these pixels, in turns. */
    private StripedImages images(int count, int classes, int[]... pixels) {
        int features = pixels[0].length;
        PixelMatrix images = PixelMatrix.of(arena.allocate((long) count * features), 0, count, features, features);
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < features; d++) {
                images.segment(i).set(ValueLayout.JAVA_BYTE, images.offset(i) + d, (byte) pixels[i % pixels.length][d]);
            }
        }
        return new StripedImages(images, new int[count], classes);
    }

    private SpectralPreconditioner of(StripedImages images, double l2, boolean bias) {
        int features = images.images().columns();
        LinearModel model = LinearModel.allocate(arena, images.classes(), features);
        return new SpectralPreconditioner(model, Preprocessing.none(arena, features), images, l2, bias);
    }

    /** The product with one class's weights and bias. */
    private static double[] apply(SpectralPreconditioner inverse, int classes, int k, double... vector) {
        int features = vector.length - 1;
        double[] all = new double[classes * vector.length];
        for (int d = 0; d < features; d++) {
            all[k * features + d] = vector[d];
        }
        all[classes * features + k] = vector[features];
        inverse.apply(all);
        double[] result = new double[vector.length];
        for (int i = 0; i < all.length; i++) {
            boolean isBias = i >= classes * features;
            if ((isBias ? i - classes * features : i / features) == k) {
                result[isBias ? features : i % features] = all[i];
            } else {
                assertEquals(0, all[i], "element " + i + ", of another class than " + k);
            }
        }
        return result;
    }

    /** Directions are floats, so errors are some 1e-7 of the largest inverse, whatever the direction's own. */
    private static void assertMultiple(double factor, double[] vector, double[] product) {
        double length = 0;
        for (double x : vector) {
            length = Math.max(length, Math.abs(x));
        }
        for (int i = 0; i < vector.length; i++) {
            assertEquals(
                    factor * vector[i], product[i], 1e-6 * Math.max(factor, 1 / (2 * L2)) * length, "element " + i);
        }
    }

    private static double inverse(int classes, double moment) {
        double p = 1.0 / classes;
        return 1 / (p * (1 - p) * moment + 2 * L2);
    }

    /** One image alone: its direction has all of the moments, and what is left is a millionth of them. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void oneDirection(int classes) {
        SpectralPreconditioner inverse = of(images(5, classes, new int[] {2, 3, 0, 6}), L2, false);
        for (int k = 0; k < classes; k++) {
            double[] along = {2, 3, 0, 6, 0};
            assertMultiple(inverse(classes, 49), along, apply(inverse, classes, k, along));
            for (double[] across :
                    new double[][] {{3, -2, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 2, 0, -1, 0}, {0, 0, 0, 0, 1}}) {
                assertMultiple(inverse(classes, 49e-6), across, apply(inverse, classes, k, across));
            }
        }
    }

    /** The bias is a feature that is always 1. */
    @Test
    void bias() {
        SpectralPreconditioner inverse = of(images(5, 3, new int[] {2, 3, 0, 6}), L2, true);
        double[] along = {2, 3, 0, 6, 1};
        assertMultiple(inverse(3, 50), along, apply(inverse, 3, 1, along));
        double[] across = {1, 0, 0, 0, -2};
        assertMultiple(inverse(3, 50e-6), across, apply(inverse, 3, 1, across));
    }

    /** Two directions, each of half the images, whose moments are far apart. */
    @Test
    void twoDirections() {
        SpectralPreconditioner inverse = of(images(6, 4, new int[] {200, 0, 0}, new int[] {0, 4, 0}), L2, false);
        double[] large = {1, 0, 0, 0};
        double[] small = {0, 1, 0, 0};
        double[] none = {0, 0, 1, 0};
        assertMultiple(inverse(4, 20_000), large, apply(inverse, 4, 3, large));
        assertMultiple(inverse(4, 8), small, apply(inverse, 4, 3, small));
        assertMultiple(inverse(4, 0.02), none, apply(inverse, 4, 3, none));
    }

    /** With all directions there, what is left is a third of the least. It never counts more than it is. */
    @Test
    void restBelowTheLeastDirection() {
        SpectralPreconditioner inverse = of(images(1, 4, new int[] {6}), L2, false);
        double[] weight = {1, 0};
        assertMultiple(inverse(4, 36), weight, apply(inverse, 4, 0, weight));
        SpectralPreconditioner two = of(images(2, 4, new int[] {200, 0}, new int[] {0, 6}), L2, true);
        // Two images, so two directions of three features; the third gets a third of the smaller moment.
        double[] across = {-6, -200, 1200, 0};
        double[] product = apply(two, 4, 0, across[0] / 1200, across[1] / 1200, 1);
        double left = product[2];
        assertTrue(left > inverse(4, 7) && left < inverse(4, 5.5), "a third of about 18.5: " + 1 / left);
    }

    /** Of more than 1024 images every so many are taken: here the even ones. */
    @Test
    void sampleFromTheWholeSet() {
        SpectralPreconditioner inverse =
                of(images(2048, 2, new int[] {2, 3, 0, 6}, new int[] {255, 255, 255, 255}), L2, false);
        double[] along = {2, 3, 0, 6, 0};
        assertMultiple(inverse(2, 49), along, apply(inverse, 2, 1, along));
    }

    /** Preprocessed pixels, not the bytes. */
    @Test
    void preprocessing() {
        StripedImages images = images(3, 2, new int[] {10, 20});
        Preprocessing half = Preprocessing.none(arena, 2);
        half.mean().set(0, 0, 4);
        half.scale().set(0, 1, 0.5f);
        SpectralPreconditioner inverse =
                new SpectralPreconditioner(LinearModel.allocate(arena, 2, 2), half, images, L2, false);
        double[] along = {6, 10, 0};
        assertMultiple(inverse(2, 136), along, apply(inverse, 2, 0, along));
    }

    /** Black images have no moments, and without regularization what is left must not be zero. */
    @Test
    void nothingToGoBy() {
        double[] product = apply(of(images(4, 2, new int[] {0, 0, 0}), 0, false), 2, 0, 1, 2, 3, 4);
        assertTrue(product[0] > 0 && Double.isFinite(product[0]), () -> "" + product[0]);
        assertMultiple(product[0], new double[] {1, 2, 3, 4}, product);
    }

    /** More features than directions. */
    @Test
    void symmetricAndPositiveDefinite() {
        int classes = 3;
        int features = 60;
        StripedImages data = StripedImages.draw(arena, 5, 150, classes, features);
        SplittableRandom random = new SplittableRandom(6);
        SpectralPreconditioner inverse = new SpectralPreconditioner(
                LinearModel.allocate(arena, classes, features),
                Inputs.preprocessing(arena, random, features),
                data,
                L2,
                true);
        int n = classes * (features + 1);
        double most = 1 / (2 * L2);
        for (int round = 0; round < 50; round++) {
            double[] u = random.doubles(n, -1, 1).toArray();
            double[] v = random.doubles(n, -1, 1).toArray();
            double[] pu = u.clone();
            double[] pv = v.clone();
            inverse.apply(pu);
            inverse.apply(pv);
            assertEquals(Vectors.dot(u, pv), Vectors.dot(pu, v), 1e-9 * most * n);
            double square = Vectors.dot(u, pu);
            assertTrue(square > 0 && square < most * Vectors.dot(u, u), () -> square + " of " + most);
        }
    }
}
