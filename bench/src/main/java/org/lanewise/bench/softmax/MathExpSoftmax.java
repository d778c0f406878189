package org.lanewise.bench.softmax;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.bench.implementations.Softmax;
import org.lanewise.core.data.FloatMatrix;

/** Softmax from a textbook, with {@link Math#exp}, which the VM computes with a routine of its own, in double. */
public final class MathExpSoftmax implements Softmax {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** Makes it. */
    public MathExpSoftmax() {}

    @Override
    public void run(FloatMatrix scores, FloatMatrix probabilities) {
        for (int row = 0; row < scores.rows(); row++) {
            row(
                    scores.segment(),
                    scores.offset(row),
                    probabilities.segment(),
                    probabilities.offset(row),
                    scores.columns());
        }
    }

    private static void row(MemorySegment scores, long from, MemorySegment probabilities, long to, int columns) {
        float max = Float.NEGATIVE_INFINITY;
        for (long j = 0; j < columns; j++) {
            max = Math.max(max, scores.get(FLOAT, from + j * Float.BYTES));
        }
        float sum = 0;
        for (long j = 0; j < columns; j++) {
            float exp = (float) Math.exp(scores.get(FLOAT, from + j * Float.BYTES) - max);
            probabilities.set(FLOAT, to + j * Float.BYTES, exp);
            sum += exp;
        }
        float scale = 1 / sum;
        for (long j = 0; j < columns; j++) {
            long offset = to + j * Float.BYTES;
            probabilities.set(FLOAT, offset, probabilities.get(FLOAT, offset) * scale);
        }
    }
}
