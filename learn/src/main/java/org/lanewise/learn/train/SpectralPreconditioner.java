package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.learn.optimize.Preconditioner;

/**
 * The inverse of the loss's Hessian as far as a few directions of the images make it up. At equal scores the
 * Hessian of a class is {@code p E[x x^T] + 2 l2} with the curvature p, and x the images in {@link Coordinates}; their second
 * moments have few large eigenvalues (32 hold four fifths of CIFAR-10's), so the rest is taken to be one small value. A sample
 * of the images gives the directions, by three rounds of subspace iteration (Halko, Martinsson and Tropp, "Finding structure
 * with randomness", 2011, algorithm 4.4). The direction of the bias is one of them, whatever its moment.
 *
 * <p>The products of the iteration are the kernels'. What comes of them is kept on the heap.
 */
final class SpectralPreconditioner implements Preconditioner {

    /** Images that say enough. */
    static final int SAMPLE = 1024;

    private static final int RANK = 32;
    private static final int ROUNDS = 3;

    private final int features;
    private final int rank;

    /** For each coordinate its component of every direction. */
    private final float[] directions;

    /** The first direction, if it is known beforehand; else null. */
    private final float[] known;

    private final double[] weights;
    private final double rest;
    private final double[] projection;

    SpectralPreconditioner(Kernels kernels, Coordinates coordinates, Features images) {
        features = coordinates.perClass();
        known = coordinates.directionOfBias();
        int examples = Math.min(SAMPLE, images.rows());
        rank = Math.min(Math.min(RANK, examples) + (known == null ? 0 : 1), features);
        directions = new float[features * rank];
        weights = new double[rank];
        projection = new double[rank];
        double p = coordinates.curvature();
        double ridge = meanRidge(coordinates);
        float[] ridges = new float[features];
        for (int d = 0; d < features; d++) {
            ridges[d] = (float) (2 * coordinates.strength(d) / p - ridge);
        }
        double[] moments;
        try (Arena arena = Arena.ofShared()) {
            moments =
                    moments(new Iteration(kernels, arena, sample(arena, coordinates, images, examples), rank), ridges);
        }
        double left = left(moments);
        rest = 1 / (p * (left + ridge));
        for (int j = 0; j < rank; j++) {
            boolean counts = moments[j] > left || j == 0 && known != null;
            weights[j] = counts ? 1 / (p * (moments[j] + ridge)) - rest : 0;
        }
    }

    /** The matrices of a round: the sample, its products with all directions, and what these make of the directions. */
    private record Iteration(
            Kernels kernels, FloatMatrix sample, FloatMatrix directions, FloatMatrix along, FloatMatrix product) {

        Iteration(Kernels kernels, Arena arena, FloatMatrix sample, int rank) {
            this(
                    kernels,
                    sample,
                    FloatMatrix.allocate(arena, sample.columns(), rank),
                    FloatMatrix.allocate(arena, sample.rows(), rank),
                    FloatMatrix.allocate(arena, sample.columns(), rank));
        }

        /** The sample's second moments times the directions. */
        void multiply(float[] of) {
            directions.copyFrom(of);
            kernels.matmul(sample, directions, along);
            kernels.matmul(Transpose.YES, Transpose.NO, 1, sample, along, 0, product);
        }
    }

    /** What L2 regularization is like in second moments, the mean over all coordinates. */
    private static double meanRidge(Coordinates coordinates) {
        double sum = 0;
        for (int d = 0; d < coordinates.perClass(); d++) {
            sum += 2 * coordinates.strength(d) / coordinates.curvature();
        }
        return sum / coordinates.perClass();
    }

    /** Examples at equal distances through the set, so scaled that the sum of their squares is a mean. */
    private static FloatMatrix sample(Arena arena, Coordinates coordinates, Features images, int examples) {
        double[] image = new double[coordinates.perClass()];
        double scale = 1 / Math.sqrt(examples);
        float[] row = new float[image.length];
        FloatMatrix sample = FloatMatrix.allocatePadded(arena, examples, image.length);
        for (int i = 0; i < examples; i++) {
            coordinates.image(images, (int) ((long) i * images.rows() / examples), image);
            for (int d = 0; d < image.length; d++) {
                row[d] = (float) (image[d] * scale);
            }
            sample.rows(i, i + 1).copyFrom(row);
        }
        return sample;
    }

    /** Finds the directions; returns the second moments along them. */
    private double[] moments(Iteration iteration, float[] ridges) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < directions.length; i++) {
            directions[i] = (float) random.nextGaussian();
        }
        double[] moments = new double[rank];
        float[] product = new float[directions.length];
        for (int round = 0; round < ROUNDS; round++) {
            iterate(iteration, ridges, moments, product);
            System.arraycopy(product, 0, directions, 0, product.length);
            orthonormalize();
        }
        iterate(iteration, ridges, moments, product);
        return moments;
    }

    /**
     * The moment of what is left. It falls below the least direction's; a third of that did best. Never zero, which has no
     * inverse.
     */
    private double left(double[] moments) {
        double least = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int j = known == null ? 0 : 1; j < rank; j++) {
            least = Math.min(least, moments[j]);
            largest = Math.max(largest, moments[j]);
        }
        return largest == 0 ? 1 : Math.max(least / 3, 1e-6 * largest);
    }

    /** The second moments times the directions, and the moment along each of them. */
    private void iterate(Iteration iteration, float[] ridges, double[] moments, float[] product) {
        iteration.multiply(directions);
        iteration.product.copyTo(product);
        Arrays.fill(moments, 0);
        for (int d = 0; d < features; d++) {
            for (int j = 0; j < rank; j++) {
                int at = d * rank + j;
                product[at] += ridges[d] * directions[at];
                moments[j] += (double) product[at] * directions[at];
            }
        }
    }

    private static void add(float factor, float[] x, int from, float[] y, int to, int count) {
        for (int i = 0; i < count; i++) {
            y[to + i] += factor * x[from + i];
        }
    }

    /** Gram and Schmidt, twice for accuracy. A direction that depends on the others becomes zero. */
    private void orthonormalize() {
        float[][] columns = new float[rank][features];
        for (int i = 0; i < directions.length; i++) {
            columns[i % rank][i / rank] = directions[i];
        }
        if (known != null) {
            columns[0] = known.clone();
        }
        for (int j = 0; j < rank; j++) {
            double before = Math.sqrt(Parameters.dot(columns[j], columns[j]));
            for (int i = 0; i < 2 * j; i++) {
                float[] other = columns[i % j];
                add((float) -Parameters.dot(other, columns[j]), other, 0, columns[j], 0, features);
            }
            double norm = Math.sqrt(Parameters.dot(columns[j], columns[j]));
            float factor = norm > 1e-5 * before ? (float) (1 / norm) : 0;
            for (int d = 0; d < features; d++) {
                columns[j][d] *= factor;
            }
        }
        for (int i = 0; i < directions.length; i++) {
            directions[i] = columns[i % rank][i / rank];
        }
    }

    @Override
    public void apply(double[] vector) {
        for (int from = 0; from < vector.length; from += features) {
            Arrays.fill(projection, 0);
            for (int d = 0; d < features; d++) {
                double element = vector[from + d];
                for (int j = 0; j < rank; j++) {
                    projection[j] += element * directions[d * rank + j];
                }
            }
            for (int j = 0; j < rank; j++) {
                projection[j] *= weights[j];
            }
            for (int d = 0; d < features; d++) {
                double sum = 0;
                for (int j = 0; j < rank; j++) {
                    sum += projection[j] * directions[d * rank + j];
                }
                vector[from + d] = vector[from + d] * rest + sum;
            }
        }
    }
}
