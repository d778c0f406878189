package org.lanewise.core.gradient;

import java.util.stream.IntStream;
import org.lanewise.core.data.Features;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * How far kernels' scores may be from exact ones: {@code u (6 + 1.5 sqrt(D / 16)) S} with u = 2^-24 and S the sum of the
 * magnitudes of a score's terms when the preprocessing is folded into them, {@code sum |V| (x + |mean|) + |b|} with
 * {@code V = W scale}. That is what the tests hold them to, where roundings are as if independent; the proven bound is {@code
 * u (9 + D / 16) S}.
 */
public final class ScoreRounding {

    private static final double UNIT = 0x1p-24;

    private ScoreRounding() {}

    /**
     * Bounds for the difference of two scores of the same image.
     *
     * @param model W, K x D, and b
     * @param preprocessing the map of the pixels
     * @param images N x D pixels
     * @return for each image twice the largest of its scores' bounds
     */
    public static double[] ofDifferences(LinearModel model, Preprocessing preprocessing, Features images) {
        double factor = 2 * UNIT * (6 + 1.5 * Math.sqrt(model.features() / 16.0));
        return IntStream.range(0, images.rows())
                .mapToDouble(i -> factor * largestMagnitude(model, preprocessing, images, i))
                .toArray();
    }

    private static double largestMagnitude(LinearModel model, Preprocessing preprocessing, Features images, int image) {
        double largest = 0;
        for (int k = 0; k < model.classes(); k++) {
            double sum = Math.abs(model.bias().get(k, 0));
            for (int d = 0; d < model.features(); d++) {
                double pixel =
                        images.get(image, d) + Math.abs(preprocessing.mean().get(0, d));
                sum += Math.abs(model.weights().get(k, d)
                                * (double) preprocessing.scale().get(0, d))
                        * pixel;
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }
}
