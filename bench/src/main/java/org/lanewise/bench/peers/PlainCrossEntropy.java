package org.lanewise.bench.peers;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Softmax cross-entropy between two calls of a library of matrix products, as its user would write it in Java. */
final class PlainCrossEntropy {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private final float[] bias;
    private final float[] biasGradient;
    private final float[] row;
    private int images;

    PlainCrossEntropy(float[] bias) {
        this.bias = bias;
        this.biasGradient = new float[bias.length];
        this.row = new float[bias.length];
    }

    /** Begins a minibatch of so many images, which comes in one block or in several. */
    void beginMinibatch(int count) {
        images = count;
        Arrays.fill(biasGradient, 0);
    }

    /** The gradient with respect to the bias, of the blocks since {@link #beginMinibatch}. */
    float[] biasGradient() {
        return biasGradient;
    }

    /**
     * Replaces the scores of a block, without bias, by the gradient of the minibatch's mean loss with respect to them.
     *
     * @param scores a row for each image
     * @param labels the class of each image
     * @return the block's part of the mean loss
     */
    double run(MemorySegment scores, int[] labels) {
        double loss = 0;
        for (int image = 0; image < labels.length; image++) {
            long start = (long) image * row.length;
            float sum = exponentials(scores, start);
            loss -= Math.log(row[labels[image]] / sum);
            gradient(scores, start, sum, labels[image]);
        }
        return loss / images;
    }

    private float exponentials(MemorySegment scores, long start) {
        float max = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < row.length; k++) {
            row[k] = scores.getAtIndex(FLOAT, start + k) + bias[k];
            max = Math.max(max, row[k]);
        }
        float sum = 0;
        for (int k = 0; k < row.length; k++) {
            row[k] = (float) Math.exp(row[k] - max);
            sum += row[k];
        }
        return sum;
    }

    private void gradient(MemorySegment scores, long start, float sum, int label) {
        row[label] -= sum;
        float factor = 1 / (sum * images);
        for (int k = 0; k < row.length; k++) {
            float gradient = row[k] * factor;
            scores.setAtIndex(FLOAT, start + k, gradient);
            biasGradient[k] += gradient;
        }
    }
}
