package org.lanewise.bench.auto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;

/** Scores of features and the gradient with respect to the weights; bytes become floats on the heap, example by example. */
final class AutoFeatures {

    /** Features of a block: four images and four classes of them stay in L1. */
    private static final int FEATURES = 512;

    private final DotTable weights = new DotTable();
    private final DotTable image = new DotTable();
    private final float[] sum = new float[Dots.BLOCK];
    private final float[] nextSum = new float[Dots.BLOCK];
    private final float[][] four = new float[Updates.TILE][FEATURES];
    private final float[] factors = new float[Updates.TILE * Updates.TILE];
    private byte[] bytes = new byte[0];
    private float[] floats = new float[0];
    private float[][] gradientRows = new float[0][];

    void scores(Features images, LinearModel folded, FloatMatrix scores) {
        int classes = folded.classes();
        int features = folded.features();
        resize(features);
        weights.resize(classes, features);
        for (int k = 0; k < classes; k++) {
            Rows.load(folded.weights(), k, 0, features, floats);
            weights.set(k, floats);
        }
        image.resize(1, features);
        for (int i = 0; i < images.rows(); i++) {
            widen(images, i, 0, features, floats);
            image.set(0, floats);
            scoresOfImage(scores, folded.bias(), i);
        }
    }

    private void scoresOfImage(FloatMatrix scores, FloatMatrix bias, int i) {
        int classes = scores.columns();
        for (int k = 0; k < classes; k += 2) {
            Dots.oneByTwo(image.vector(0), weights.vector(k), weights.vector(k + 1), sum, nextSum);
            scores.set(i, k, Dots.sum(sum) + bias.get(k, 0));
            if (k + 1 < classes) {
                scores.set(i, k + 1, Dots.sum(nextSum) + bias.get(k + 1, 0));
            }
        }
    }

    private void resize(int features) {
        if (bytes.length < features) {
            bytes = new byte[features];
            floats = new float[features];
        }
    }

    private void widen(Features images, int row, int from, int count, float[] target) {
        MemorySegment segment = images.segment(row);
        long offset = images.offset(row) + (long) from * images.element().bytes();
        if (images.element() == Element.FLOAT) {
            MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT_UNALIGNED, offset, target, 0, count);
            return;
        }
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, 0, count);
        for (int d = 0; d < count; d++) {
            target[d] = bytes[d] & 0xFF;
        }
    }

    void gradient(Features images, FloatMatrix scoreGradient, LinearModel gradient) {
        int classes = gradient.classes();
        resize(FEATURES);
        if (gradientRows.length < classes) {
            gradientRows = new float[classes][FEATURES];
        }
        for (int d = 0; d < gradient.features(); d += FEATURES) {
            int features = Math.min(FEATURES, gradient.features() - d);
            gradientOfBlock(images, scoreGradient, classes, d, features);
            for (int k = 0; k < classes; k++) {
                Rows.store(gradientRows[k], gradient.weights(), k, d, features);
            }
        }
        sumScores(scoreGradient, gradient.bias());
    }

    private void gradientOfBlock(Features images, FloatMatrix scoreGradient, int classes, int d, int features) {
        for (int k = 0; k < classes; k++) {
            Arrays.fill(gradientRows[k], 0f);
        }
        for (int i = 0; i < images.rows(); i += Updates.TILE) {
            int count = Math.min(Updates.TILE, images.rows() - i);
            for (int q = 0; q < count; q++) {
                widen(images, i + q, d, features, four[q]);
            }
            for (int k = 0; k < classes; k += Updates.TILE) {
                int rows = Math.min(Updates.TILE, classes - k);
                takeFactors(scoreGradient, i, count, k, rows);
                update(k, rows, features);
            }
        }
    }

    /** Where an image is missing its factor is 0 and its stale pixels are finite. */
    private void takeFactors(FloatMatrix scoreGradient, int i, int count, int k, int rows) {
        for (int r = 0; r < rows; r++) {
            for (int q = 0; q < Updates.TILE; q++) {
                factors[r * Updates.TILE + q] = q < count ? scoreGradient.get(i + q, k + r) : 0f;
            }
        }
    }

    private void update(int k, int rows, int features) {
        if (rows == Updates.TILE) {
            Updates.rows4(
                    gradientRows[k],
                    gradientRows[k + 1],
                    gradientRows[k + 2],
                    gradientRows[k + 3],
                    factors,
                    four[0],
                    four[1],
                    four[2],
                    four[3],
                    features);
            return;
        }
        for (int r = 0; r < rows; r++) {
            Updates.row(gradientRows[k + r], factors, r * Updates.TILE, four[0], four[1], four[2], four[3], features);
        }
    }

    private static void sumScores(FloatMatrix scoreGradient, FloatMatrix sums) {
        for (int k = 0; k < sums.rows(); k++) {
            float sum = 0;
            for (int i = 0; i < scoreGradient.rows(); i++) {
                sum += scoreGradient.get(i, k);
            }
            sums.set(k, 0, sum);
        }
    }
}
