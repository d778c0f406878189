package org.lanewise.core.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.MathContext;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.LostDataException;
import org.lanewise.core.internal.Faults;

/**
 * Sums and sums of squares of every feature that is stored as floats, in double, example after example, of the differences to
 * the first example: a large constant in a feature then costs no digits. For values that are whole numbers of up to 8 bits all
 * sums are exact, so mean and deviation have the same bits as those of bytes.
 */
final class FloatSums implements FeatureSums {

    private final int rows;
    private final double[] first;
    private final double[] sums;
    private final double[] squares;
    private final float[] row;

    FloatSums(Features features) {
        rows = features.rows();
        int columns = features.columns();
        first = new double[columns];
        sums = new double[columns];
        squares = new double[columns];
        row = new float[columns];
        try {
            for (int i = 0; i < rows && columns > 0; i++) {
                read(features, i);
                if (i == 0) {
                    begin();
                }
                add(row, first, sums, squares);
            }
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, features);
        }
    }

    /** In bulk, which HotSpot guards where a mapped file was cut short. */
    private void read(Features features, int i) {
        MemorySegment segment = features.segment(i);
        MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT_UNALIGNED, features.offset(i), row, 0, row.length);
        Faults.raise(segment);
    }

    private void begin() {
        for (int d = 0; d < row.length; d++) {
            first[d] = row[d];
        }
    }

    private static void add(float[] row, double[] first, double[] sums, double[] squares) {
        for (int d = 0; d < row.length; d++) {
            double difference = row[d] - first[d];
            sums[d] += difference;
            squares[d] += difference * difference;
        }
    }

    @Override
    public double mean(int feature) {
        double mean = first[feature] + sums[feature] / rows;
        if (!Double.isFinite(mean)) {
            return mean;
        }
        // Rounded once, as the sums of bytes are.
        return exact(first[feature])
                .multiply(BigDecimal.valueOf(rows))
                .add(exact(sums[feature]))
                .divide(BigDecimal.valueOf(rows), MathContext.DECIMAL128)
                .doubleValue();
    }

    @Override
    public double standardDeviation(int feature) {
        if (!Double.isFinite(squares[feature])) {
            return Double.NaN;
        }
        BigDecimal sum = exact(sums[feature]);
        BigDecimal scaled = exact(squares[feature]).multiply(BigDecimal.valueOf(rows));
        return Math.sqrt(Math.max(0, scaled.subtract(sum.multiply(sum)).doubleValue())) / rows;
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }
}
