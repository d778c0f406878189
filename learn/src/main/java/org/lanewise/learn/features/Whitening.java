package org.lanewise.learn.features;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;

/**
 * Linear maps after which the strongest components of patches are uncorrelated and of about the same size: {@code V (p - m)}
 * with V the rows {@code v_i / sqrt(d_i + 0.1)} of the eigenvectors of their covariance with the largest eigenvalues (Coates,
 * Ng, Lee, 2011). The covariance is that of patches and their mirror images, so a component is even or odd: it takes one half
 * of a patch alone.
 *
 * @param even (half + 1) x components, for the even half and a 1 behind it, which subtracts the mean
 * @param odd half x components, for the odd half, whose mean is 0
 */
record Whitening(FloatMatrix even, FloatMatrix odd) {

    /** Components that are kept: of 108, more do not make a classifier better (docs/lab). */
    static final int MOST_COMPONENTS = 48;

    private static final double FLOOR = 0.1;
    private static final double NEGLIGIBLE = 1e-9;
    /** Images that patches are taken of, and how often one of few may be. */
    private static final int IMAGES = 5000;

    private static final int TIMES = 10;
    private static final int PATCHES_PER_IMAGE = 10;

    /** A component of one of the halves. */
    private record Component(boolean isEven, double value, double[] vector) {

        float weight(int i) {
            return (float) (vector[i] / Math.sqrt(value + FLOOR));
        }
    }

    /** Learns from random patches of images. */
    static Whitening of(Arena arena, PatchRows rows, ImageShape shape, Features images, SplittableRandom random) {
        int half = PatchRows.half(shape);
        Covariance even = new Covariance(half);
        Covariance odd = new Covariance(half);
        float[] evenHalf = new float[half];
        float[] oddHalf = new float[half];
        int patches = PatchRows.down(shape) * PatchRows.across(shape);
        int count = (int) Math.min(IMAGES, (long) TIMES * images.rows());
        for (int image = 0; image < count; image++) {
            rows.load(images, random.nextInt(images.rows()));
            for (int i = 0; i < PATCHES_PER_IMAGE; i++) {
                rows.write(random.nextInt(patches), evenHalf, 0, oddHalf, 0);
                even.add(evenHalf);
                odd.add(oddHalf);
            }
        }
        // With its mirror image, a patch's odd half has the mean 0.
        double[] mean = even.mean();
        List<Component> all = new ArrayList<>();
        add(all, true, SymmetricEigen.of(even.about(mean)));
        add(all, false, SymmetricEigen.of(odd.about(new double[half])));
        all.sort(Comparator.comparingDouble(component -> -component.value));
        double least = NEGLIGIBLE * all.getFirst().value;
        List<Component> kept = all.stream()
                .filter(component -> component.value > least)
                .limit(MOST_COMPONENTS)
                .toList();
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("The training images show nothing: every patch of them is of one colour;"
                    + " give images with something in them.");
        }
        return new Whitening(
                matrix(arena, kept.stream().filter(Component::isEven).toList(), half, mean),
                matrix(arena, kept.stream().filter(c -> !c.isEven).toList(), half, null));
    }

    private static void add(List<Component> all, boolean areEven, SymmetricEigen eigen) {
        for (int i = 0; i < eigen.values().length; i++) {
            all.add(new Component(areEven, eigen.values()[i], eigen.vectors()[i]));
        }
    }

    private static FloatMatrix matrix(Arena arena, List<Component> components, int half, double[] mean) {
        FloatMatrix matrix = FloatMatrix.allocate(arena, half + (mean == null ? 0 : 1), components.size());
        for (int c = 0; c < components.size(); c++) {
            double offset = 0;
            for (int i = 0; i < half; i++) {
                matrix.set(i, c, components.get(c).weight(i));
                offset -= mean == null ? 0 : matrix.get(i, c) * mean[i];
            }
            if (mean != null) {
                matrix.set(half, c, (float) offset);
            }
        }
        return matrix;
    }

    /** Sums of vectors and of their products. */
    private static final class Covariance {

        private final double[] sums;
        private final double[][] products;
        private int count;

        Covariance(int size) {
            sums = new double[size];
            products = new double[size][size];
        }

        void add(float[] vector) {
            count++;
            for (int i = 0; i < sums.length; i++) {
                double value = vector[i];
                sums[i] += value;
                double[] row = products[i];
                for (int j = 0; j < sums.length; j++) {
                    row[j] += value * vector[j];
                }
            }
        }

        double[] mean() {
            double[] mean = new double[sums.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = sums[i] / count;
            }
            return mean;
        }

        /** The mean products of what is left when a vector is subtracted, which is the mean or 0. */
        double[][] about(double[] center) {
            double[][] covariance = new double[sums.length][sums.length];
            for (int i = 0; i < sums.length; i++) {
                for (int j = 0; j < sums.length; j++) {
                    covariance[i][j] = products[i][j] / count - center[i] * center[j];
                }
            }
            return covariance;
        }
    }
}
