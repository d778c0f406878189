package org.lanewise.core.internal.simd;

import org.lanewise.core.data.FloatMatrix;

final class SimdRows {

    static final int LOSS_GROUP = 16;

    private SimdRows() {}

    static int stride(int columns) {
        return (columns + 15) & -16;
    }

    static void exps(RowScratch s, FloatMatrix scores, int first, int count, int stride) {
        RowPasses.load(scores, first, count, s.exponentials, stride);
        if (stride == 16) {
            RowPasses.maxima(s.exponentials, s.maxima, count);
            RowPasses.maxTree(s.maxima, count);
            RowPasses.expShort(s.exponentials, scores.columns(), count, s.maxima);
            RowPasses.sums(s.exponentials, s.sums, count);
        } else {
            RowPasses.maxLanes(s.exponentials, stride, count, s.lanes);
            RowPasses.maxima(s.lanes, s.maxima, count);
            RowPasses.maxTree(s.maxima, count);
            RowPasses.expLong(s.exponentials, stride, count, s.maxima, s.lanes);
            RowPasses.sums(s.lanes, s.sums, count);
        }
        RowPasses.sumTree(s.sums, count);
    }

    static void softmax(FloatMatrix scores, FloatMatrix probabilities) {
        int columns = scores.columns();
        int stride = stride(columns);
        RowScratch s = RowScratch.ofThread(stride + 64);
        int step = RowScratch.rows(stride);
        for (int first = 0; first < scores.rows(); first += step) {
            int count = Math.min(step, scores.rows() - first);
            exps(s, scores, first, count, stride);
            RowPasses.inverse(s.sums, count);
            RowPasses.scale(s.exponentials, stride, s.sums, probabilities, first, count);
        }
    }

    static void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities) {
        throw new UnsupportedOperationException();
    }

    static double crossEntropy(
            double loss, FloatMatrix scores, int first, int count, int[] labels, float share, FloatMatrix gradient) {
        throw new UnsupportedOperationException();
    }
}
