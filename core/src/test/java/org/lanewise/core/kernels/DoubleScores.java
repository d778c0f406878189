package org.lanewise.core.kernels;

import org.lanewise.core.data.Features;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * Scores of one image in double precision, every pixel preprocessed, and the magnitudes of their terms when the
 * preprocessing is folded: f = sum V x + (b - sum V mean) with V = W scale, two sums that cancel where x is near the mean.
 *
 * @param scores f_k
 * @param magnitudes sum |V| x + sum |V| |mean| + |b|, of each class
 */
record DoubleScores(double[] scores, double[] magnitudes) {

    static DoubleScores of(LinearModel model, Preprocessing preprocessing, Features images, int image) {
        double[] scores = new double[model.classes()];
        double[] magnitudes = new double[model.classes()];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = model.bias().get(k, 0);
            magnitudes[k] = Math.abs(scores[k]);
            for (int d = 0; d < model.features(); d++) {
                double w = model.weights().get(k, d);
                float pixel = images.get(image, d);
                scores[k] += w * preprocessing.apply(pixel, d);
                magnitudes[k] += Math.abs(w) * magnitude(preprocessing, pixel, d);
            }
        }
        return new DoubleScores(scores, magnitudes);
    }

    /** |scale| (x + |mean|): of a feature's two terms. */
    static double magnitude(Preprocessing preprocessing, float pixel, int feature) {
        return Math.abs(preprocessing.scale().get(0, feature))
                * ((double) Math.abs(pixel) + Math.abs(preprocessing.mean().get(0, feature)));
    }

    double max() {
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, score);
        }
        return max;
    }

    double largestMagnitude() {
        double max = 0;
        for (double magnitude : magnitudes) {
            max = Math.max(max, magnitude);
        }
        return max;
    }

    /** log sum exp (f - max). */
    double logSum() {
        double max = max();
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - max);
        }
        return Math.log(sum);
    }
}
