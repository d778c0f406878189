package org.lanewise.learn.features;

import java.util.Arrays;
import org.lanewise.core.data.FloatMatrix;

/**
 * Distances of whitened patches x and filters d of length 1, from their scores: {@code |x - d|^2 = |x|^2 + 1 - 2 x d}; and of each
 * patch the mean over all filters. One thread at a time.
 */
final class PatchDistances {

    /** Of the filters whose scores were given last, and of their mirror images. */
    final float[] distances;

    final float[] ofMirrors;

    /** Of each patch {@code |x|^2 + 1}. */
    private final float[] squares;

    private final double[] sums;

    PatchDistances(int patches, int pairs) {
        distances = new float[pairs];
        ofMirrors = new float[pairs];
        squares = new float[patches];
        sums = new double[patches];
    }

    /** Takes the components of the patches of an image. */
    void begin(FloatMatrix even, FloatMatrix odd) {
        Arrays.fill(sums, 0);
        for (int patch = 0; patch < squares.length; patch++) {
            squares[patch] = (float) (1 + square(even, patch) + square(odd, patch));
        }
    }

    private static double square(FloatMatrix components, int row) {
        double sum = 0;
        for (int c = 0; c < components.columns(); c++) {
            double component = components.get(row, c);
            sum += component * component;
        }
        return sum;
    }

    /** Takes scores e + o of some filters, and e - o of their mirror images. */
    void take(float[] e, float[] o, int count, int patch) {
        distances(e, o, count, squares[patch], distances, ofMirrors);
    }

    private static void distances(float[] e, float[] o, int count, float square, float[] near, float[] mirrored) {
        for (int i = 0; i < count; i++) {
            near[i] = (float) Math.sqrt(Math.max(0, square - 2 * (e[i] + o[i])));
            mirrored[i] = (float) Math.sqrt(Math.max(0, square - 2 * (e[i] - o[i])));
        }
    }

    /** Adds the distances that were taken to those of the patch. */
    void addTo(int patch, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (double) distances[i] + ofMirrors[i];
        }
        sums[patch] += sum;
    }

    /** The mean, once those of so many filters were added. */
    float mean(int patch, int filters) {
        return (float) (sums[patch] / filters);
    }
}
