package org.lanewise.core.internal.scalar;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.kernels.Metric;

/** Distances between images, pixel after pixel. */
public final class ScalarDistances {

    private ScalarDistances() {}

    /**
     * The distance of every query to every image.
     *
     * @param metric which distance
     * @param queries Q x D
     * @param images N x D
     * @param distances row after row, Q x N
     */
    public static void distances(Metric metric, Features queries, Features images, int[] distances) {
        int count = images.rows();
        for (int q = 0; q < queries.rows(); q++) {
            MemorySegment query = queries.segment(q);
            long queryOffset = queries.offset(q);
            for (int i = 0; i < count; i++) {
                MemorySegment image = images.segment(i);
                long offset = images.offset(i);
                distances[q * count + i] = metric == Metric.L1
                        ? sumOfMagnitudes(query, queryOffset, image, offset, queries.columns())
                        : sumOfSquares(query, queryOffset, image, offset, queries.columns());
                Faults.raise(image);
            }
            Faults.raise(query);
        }
    }

    private static int sumOfMagnitudes(MemorySegment x, long xOffset, MemorySegment y, long yOffset, int pixels) {
        int sum = 0;
        for (int d = 0; d < pixels; d++) {
            sum += Math.abs(difference(x, xOffset + d, y, yOffset + d));
        }
        return sum;
    }

    private static int sumOfSquares(MemorySegment x, long xOffset, MemorySegment y, long yOffset, int pixels) {
        int sum = 0;
        for (int d = 0; d < pixels; d++) {
            int difference = difference(x, xOffset + d, y, yOffset + d);
            sum += difference * difference;
        }
        return sum;
    }

    private static int difference(MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
        return (x.get(ValueLayout.JAVA_BYTE, xOffset) & 0xFF) - (y.get(ValueLayout.JAVA_BYTE, yOffset) & 0xFF);
    }
}
