package org.lanewise.bench.benchmarks;

import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.model.Preprocessing;

/**
 * The analytic gradient of the softmax loss in double, one parameter at a time: for class k and feature d
 * {@code 1/N sum_i (p_ik - [y_i = k]) x_id + 2 lambda W_kd}. The kernels' gradient is in float, whose rounding would hide
 * how good differences in double can be.
 */
final class ExactGradient {

    private final double[][] images;
    private final double[][] errors;
    private final double[] parameters;
    private final int row;

    /** Parameters in the layout of the bias trick, class after class. */
    ExactGradient(PixelMatrix pixels, int[] labels, Preprocessing preprocessing, double[] parameters) {
        this.parameters = parameters;
        this.row = pixels.columns() + 1;
        this.images = new double[pixels.rows()][row];
        this.errors = new double[pixels.rows()][];
        for (int i = 0; i < images.length; i++) {
            for (int d = 0; d < row - 1; d++) {
                images[i][d] = preprocessing.apply(pixels.get(i, d), d);
            }
            images[i][row - 1] = 1;
            errors[i] = probabilities(images[i]);
            errors[i][labels[i]] -= 1;
        }
    }

    private double[] probabilities(double[] image) {
        double[] exponentials = new double[parameters.length / row];
        double sum = 0;
        for (int k = 0; k < exponentials.length; k++) {
            double score = 0;
            for (int d = 0; d < row; d++) {
                score += parameters[k * row + d] * image[d];
            }
            exponentials[k] = Math.exp(score); // weights of about 0.01: nothing overflows
            sum += exponentials[k];
        }
        for (int k = 0; k < exponentials.length; k++) {
            exponentials[k] /= sum;
        }
        return exponentials;
    }

    double of(int parameter, double lambda) {
        int k = parameter / row;
        int d = parameter % row;
        double sum = 0;
        for (int i = 0; i < images.length; i++) {
            sum += errors[i][k] * images[i][d];
        }
        double penalty = d < row - 1 ? 2 * lambda * parameters[parameter] : 0;
        return sum / images.length + penalty;
    }
}
