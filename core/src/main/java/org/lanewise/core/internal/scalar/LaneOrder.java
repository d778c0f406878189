package org.lanewise.core.internal.scalar;

import static org.lanewise.core.internal.Machine.fma;
import static org.lanewise.core.internal.scalar.Elements.feature;
import static org.lanewise.core.internal.scalar.Elements.get;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.MulticlassHinge;

/**
 * Sums along rows in the order that {@code Kernels} fixes: each of the virtual lanes sums its own elements one after
 * another, and the lanes are added as a tree. Every method splits itself, {@code lane} of {@code lanes} into twice as
 * many, until there are 16 (32 in double).
 */
final class LaneOrder {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int FLOAT_LANES = 16;
    private static final int DOUBLE_LANES = 32;

    private LaneOrder() {}

    static float sum(FloatMatrix matrix, int row) {
        return sum(matrix, row, 0, 1);
    }

    private static float sum(FloatMatrix matrix, int row, int lane, int lanes) {
        if (lanes < FLOAT_LANES) {
            return sum(matrix, row, lane, 2 * lanes) + sum(matrix, row, lane + lanes, 2 * lanes);
        }
        float sum = 0;
        for (int j = lane; j < matrix.columns(); j += lanes) {
            sum += get(matrix, row, j);
        }
        return sum;
    }

    static float sumOfExponentials(FloatMatrix matrix, int row, float shift) {
        return sumOfExponentials(matrix, row, shift, 0, 1);
    }

    private static float sumOfExponentials(FloatMatrix matrix, int row, float shift, int lane, int lanes) {
        if (lanes < FLOAT_LANES) {
            return sumOfExponentials(matrix, row, shift, lane, 2 * lanes)
                    + sumOfExponentials(matrix, row, shift, lane + lanes, 2 * lanes);
        }
        float sum = 0;
        for (int j = lane; j < matrix.columns(); j += lanes) {
            sum += ScalarExp.scaledExp(get(matrix, row, j) - shift);
        }
        return sum;
    }

    static float sumOfMagnitudes(FloatMatrix matrix, int row) {
        return sumOfMagnitudes(matrix, row, 0, 1);
    }

    private static float sumOfMagnitudes(FloatMatrix matrix, int row, int lane, int lanes) {
        if (lanes < FLOAT_LANES) {
            return sumOfMagnitudes(matrix, row, lane, 2 * lanes)
                    + sumOfMagnitudes(matrix, row, lane + lanes, 2 * lanes);
        }
        float sum = 0;
        for (int j = lane; j < matrix.columns(); j += lanes) {
            sum += Math.abs(get(matrix, row, j));
        }
        return sum;
    }

    /** The hinge loss of a row of scores. */
    static float sumOfMargins(FloatMatrix scores, int row, int label, MulticlassHinge loss) {
        return sumOfMargins(scores, row, label, loss, 0, 1);
    }

    private static float sumOfMargins(
            FloatMatrix scores, int row, int label, MulticlassHinge loss, int lane, int lanes) {
        if (lanes < FLOAT_LANES) {
            return sumOfMargins(scores, row, label, loss, lane, 2 * lanes)
                    + sumOfMargins(scores, row, label, loss, lane + lanes, 2 * lanes);
        }
        float correct = get(scores, row, label);
        float sum = 0;
        for (int j = lane; j < scores.columns(); j += lanes) {
            float margin = j == label ? 0 : ScalarLosses.margin(get(scores, row, j), correct, loss.margin());
            sum = loss.squared() ? fma(margin, margin, sum) : sum + margin;
        }
        return sum;
    }

    static float dot(FloatMatrix a, int aRow, FloatMatrix b, int bRow) {
        return dot(
                a.segment(), a.offset(aRow), Float.BYTES, b.segment(), b.offset(bRow), Float.BYTES, a.columns(), 0, 1);
    }

    /** Dot product of floats at any distances, in bytes; start with lane 0 of 1. */
    static float dot(
            MemorySegment a,
            long aOffset,
            long aStride,
            MemorySegment b,
            long bOffset,
            long bStride,
            int length,
            int lane,
            int lanes) {
        if (lanes < FLOAT_LANES) {
            return dot(a, aOffset, aStride, b, bOffset, bStride, length, lane, 2 * lanes)
                    + dot(a, aOffset, aStride, b, bOffset, bStride, length, lane + lanes, 2 * lanes);
        }
        float sum = 0;
        for (int i = lane; i < length; i += lanes) {
            sum = fma(a.get(FLOAT, aOffset + i * aStride), b.get(FLOAT, bOffset + i * bStride), sum);
        }
        return sum;
    }

    /** Dot product of a row of weights with an example, whatever the form of its features. */
    static float dot(FloatMatrix weights, int row, Features features, int example) {
        return dot(weights, row, features.element(), features.segment(example), features.offset(example), 0, 1);
    }

    private static float dot(
            FloatMatrix weights, int row, Element element, MemorySegment x, long offset, int lane, int lanes) {
        if (lanes < FLOAT_LANES) {
            return dot(weights, row, element, x, offset, lane, 2 * lanes)
                    + dot(weights, row, element, x, offset, lane + lanes, 2 * lanes);
        }
        float sum = 0;
        for (int d = lane; d < weights.columns(); d += lanes) {
            sum = fma(get(weights, row, d), feature(element, x, offset, d), sum);
        }
        return sum;
    }

    static double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        return dot(a, aFrom, b, bFrom, length, 0, 1);
    }

    private static double dot(double[] a, int aFrom, double[] b, int bFrom, int length, int lane, int lanes) {
        if (lanes < DOUBLE_LANES) {
            return dot(a, aFrom, b, bFrom, length, lane, 2 * lanes)
                    + dot(a, aFrom, b, bFrom, length, lane + lanes, 2 * lanes);
        }
        double sum = 0;
        for (int i = lane; i < length; i += lanes) {
            sum = fma(a[aFrom + i], b[bFrom + i], sum);
        }
        return sum;
    }
}
