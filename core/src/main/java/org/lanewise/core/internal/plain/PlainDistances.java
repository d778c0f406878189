package org.lanewise.core.internal.plain;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.data.Features;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.internal.GuardedCopies;
import org.lanewise.core.kernels.Metric;

/** Distances between examples of bytes, as sums of whole numbers, whose order C2 may choose. */
final class PlainDistances {

    private byte[] query = new byte[0];
    private byte[] example = new byte[0];

    void distances(Metric metric, Features queries, Features examples, int[] distances) {
        int pixels = queries.columns();
        if (query.length < pixels) {
            query = new byte[pixels];
            example = new byte[pixels];
        }
        for (int q = 0; q < queries.rows(); q++) {
            load(queries, q, query);
            for (int i = 0; i < examples.rows(); i++) {
                load(examples, i, example);
                distances[q * examples.rows() + i] = metric == Metric.L1
                        ? sumOfMagnitudes(query, example, pixels)
                        : sumOfSquares(query, example, pixels);
            }
        }
    }

    private static void load(Features features, int row, byte[] target) {
        MemorySegment segment = features.segment(row);
        GuardedCopies.bytes(segment, features.offset(row), target, 0, features.columns());
        Faults.raise(segment);
    }

    private static int sumOfMagnitudes(byte[] x, byte[] y, int pixels) {
        int sum = 0;
        for (int d = 0; d < pixels; d++) {
            sum += Math.abs((x[d] & 0xFF) - (y[d] & 0xFF));
        }
        return sum;
    }

    private static int sumOfSquares(byte[] x, byte[] y, int pixels) {
        int sum = 0;
        for (int d = 0; d < pixels; d++) {
            int difference = (x[d] & 0xFF) - (y[d] & 0xFF);
            sum += difference * difference;
        }
        return sum;
    }
}
