package org.lanewise.core.train;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * The inverse of the softmax loss's Hessian as far as a few directions of the pixels make it up. At uniform probabilities
 * the Hessian of a class is about {@code p (1 - p) E[x x^T] + 2 l2}, with {@code p = 1 / K}; the second moments of images
 * have few large eigenvalues (32 hold four fifths of CIFAR-10's), so the rest is taken to be one small value. A sample of
 * the images gives the directions, by two rounds of subspace iteration (Halko, Martinsson and Tropp, "Finding structure
 * with randomness", 2011, algorithm 4.4).
 *
 * <p>Plain loops over heap arrays, vectorized by C2: the Vector API would not yet be compiled when they run.
 */
final class SpectralPreconditioner {

    private static final int SAMPLE = 1024;
    private static final int RANK = 32;
    private static final int ROUNDS = 2;

    private final int classes;
    private final int features;
    private final int rank;

    /** For each feature, the last of which is the constant 1 of the bias (0 if there is none), its component of every direction. */
    private final float[] directions;

    private final double[] weights;
    private final double rest;
    private final double[] projection;

    SpectralPreconditioner(
            LinearModel model, Preprocessing preprocessing, LabeledImages data, double l2, boolean bias) {
        classes = model.classes();
        features = model.features() + 1;
        float[][] sample = sample(preprocessing, data, bias ? 1 : 0);
        rank = Math.min(RANK, Math.min(features, sample.length));
        directions = new float[features * rank];
        weights = new double[rank];
        projection = new double[rank];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < directions.length; i++) {
            directions[i] = (float) random.nextGaussian();
        }
        double[] moments = new double[rank];
        for (int round = 0; round < ROUNDS; round++) {
            iterate(sample, moments);
            orthonormalize();
        }
        iterate(sample, moments, new float[directions.length]);
        double least = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (double moment : moments) {
            least = Math.min(least, moment);
            largest = Math.max(largest, moment);
        }
        // What is left falls below the least direction; a third of it did best. Never zero, which has no inverse.
        double left = Math.max(least / 3, 1e-6 * largest) + 1e-12;
        double p = (classes - 1.0) / ((double) classes * classes) + 1e-12;
        rest = 1 / (p * left + 2 * l2);
        for (int j = 0; j < rank; j++) {
            weights[j] = moments[j] > left ? 1 / (p * moments[j] + 2 * l2) - rest : 0;
        }
    }

    /** Images at equal distances through the set, preprocessed, with the feature of the bias at the end. */
    private float[][] sample(Preprocessing preprocessing, LabeledImages data, float constant) {
        PixelMatrix images = data.images();
        float[] mean = preprocessing.mean().toArray();
        float[] scale = preprocessing.scale().toArray();
        float[][] sample = new float[Math.min(SAMPLE, images.rows())][features];
        for (int i = 0; i < sample.length; i++) {
            int row = (int) ((long) i * images.rows() / sample.length);
            for (int d = 0; d < features - 1; d++) {
                sample[i][d] = (images.get(row, d) - mean[d]) * scale[d];
            }
            sample[i][features - 1] = constant;
        }
        return sample;
    }

    private void iterate(float[][] sample, double[] moments) {
        float[] product = new float[directions.length];
        iterate(sample, moments, product);
        System.arraycopy(product, 0, directions, 0, product.length);
    }

    /** The second moments times the directions, and the mean square along each direction. */
    private void iterate(float[][] sample, double[] moments, float[] product) {
        float[] along = new float[rank];
        Arrays.fill(moments, 0);
        for (float[] image : sample) {
            Arrays.fill(along, 0);
            for (int d = 0; d < features; d++) {
                add(image[d], directions, d * rank, along, 0, rank);
            }
            for (int j = 0; j < rank; j++) {
                moments[j] += (double) along[j] * along[j] / sample.length;
            }
            for (int d = 0; d < features; d++) {
                add(image[d] / sample.length, along, 0, product, d * rank, rank);
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

    /** Replaces a vector by its product with the inverse Hessian. */
    void apply(double[] vector) {
        for (int k = 0; k < classes; k++) {
            Arrays.fill(projection, 0);
            for (int d = 0; d < features; d++) {
                double element = vector[at(k, d)];
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
                vector[at(k, d)] = vector[at(k, d)] * rest + sum;
            }
        }
    }

    /** Where the parameters of a class are. */
    private int at(int k, int d) {
        return d < features - 1 ? k * (features - 1) + d : classes * (features - 1) + k;
    }
}
