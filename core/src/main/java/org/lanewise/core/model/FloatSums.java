package org.lanewise.core.model;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.LostDataException;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.internal.GuardedCopies;
import org.lanewise.core.internal.Halves;

/**
 * Sums and sums of squares of every feature that is stored as floats, in double, of the differences to the first example of the
 * set: a large constant in a feature then costs no digits. Within a block example is added after example, blocks are a
 * {@link BlockSum}. For values that are whole numbers of up to 8 bits all sums are exact, so mean and deviation have the same bits
 * as those of bytes.
 */
final class FloatSums implements FeatureSums {

    private static final long serialVersionUID = 1L;

    private final float[] first;

    /** Of each feature the sum of differences, then of each the sum of their squares. */
    private final BlockSum sums;

    private long rows;

    private FloatSums(float[] first, long firstBlock) {
        this.first = first;
        sums = new BlockSum(Math.multiplyExact(2, first.length), firstBlock);
    }

    static FloatSums of(Features features, long firstBlock, float[] first) {
        FloatSums sums = new FloatSums(first, firstBlock);
        try {
            sums.add(features);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, features);
        }
        return sums;
    }

    /** The first example, which is zero where there is none. */
    static float[] first(Features features) {
        float[] first = new float[features.columns()];
        if (features.rows() > 0) {
            features.copyRow(0, first);
        }
        return first;
    }

    private void add(Features features) {
        rows = features.rows();
        int columns = first.length;
        double[] block = new double[sums.size()];
        double[] differences = new double[columns];
        double[] squares = new double[columns];
        float[] row = new float[columns];
        Halves halves = new Halves();
        for (int from = 0; from < rows && from >= 0; from += BlockSum.EXAMPLES) {
            Arrays.fill(differences, 0);
            Arrays.fill(squares, 0);
            int to = (int) Math.min(rows, from + (long) BlockSum.EXAMPLES);
            for (int i = from; i < to && columns > 0; i++) {
                read(features, i, halves, row);
                add(row, first, differences, squares);
            }
            System.arraycopy(differences, 0, block, 0, columns);
            System.arraycopy(squares, 0, block, columns, columns);
            sums.add(block);
        }
    }

    private static void read(Features features, int i, Halves halves, float[] row) {
        MemorySegment segment = features.segment(i);
        if (features.element() == Element.HALF) {
            halves.copy(segment, features.offset(i), row, 0, row.length);
        } else {
            GuardedCopies.floats(segment, features.offset(i), row, 0, row.length);
        }
        Faults.raise(segment);
    }

    private static void add(float[] row, float[] first, double[] sums, double[] squares) {
        for (int d = 0; d < row.length; d++) {
            double difference = (double) row[d] - first[d];
            sums[d] += difference;
            squares[d] += difference * difference;
        }
    }

    @Override
    public void merge(FeatureSums next) {
        if (!(next instanceof FloatSums other) || !Arrays.equals(first, other.first)) {
            throw new IllegalArgumentException("Sums of floats are merged with those about the same first example.");
        }
        sums.merge(other.sums);
        rows += other.rows;
        other.rows = 0;
    }

    @Override
    public int features() {
        return first.length;
    }

    @Override
    public double mean(int feature) {
        double sum = sums.total(feature);
        double mean = first[feature] + sum / rows;
        if (!Double.isFinite(mean)) {
            return mean;
        }
        // Rounded once, as the sums of bytes are.
        return exact(first[feature])
                .multiply(BigDecimal.valueOf(rows))
                .add(exact(sum))
                .divide(BigDecimal.valueOf(rows), MathContext.DECIMAL128)
                .doubleValue();
    }

    @Override
    public double standardDeviation(int feature) {
        double squares = sums.total(first.length + feature);
        if (!Double.isFinite(squares)) {
            return Double.NaN;
        }
        BigDecimal sum = exact(sums.total(feature));
        BigDecimal scaled = exact(squares).multiply(BigDecimal.valueOf(rows));
        return Math.sqrt(Math.max(0, scaled.subtract(sum.multiply(sum)).doubleValue())) / rows;
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }
}
