package org.lanewise.bench.softmax;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.lanewise.bench.implementations.Softmax;
import org.lanewise.core.data.FloatMatrix;

/**
 * Softmax as one writes it on the Vector API with its own exponential, {@code lanewise(EXP)}: a call of a vector math
 * library that comes with the JDK. The last lanes of a row are masked.
 */
public final class LanewiseExpSoftmax implements Softmax {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Makes it. */
    public LanewiseExpSoftmax() {}

    @Override
    public void run(FloatMatrix scores, FloatMatrix probabilities) {
        for (int row = 0; row < scores.rows(); row++) {
            MemorySegment in = scores.segment();
            MemorySegment out = probabilities.segment();
            int columns = scores.columns();
            float max = max(in, scores.offset(row), columns);
            float sum = exponentials(in, scores.offset(row), max, out, probabilities.offset(row), columns);
            scale(out, probabilities.offset(row), 1 / sum, columns);
        }
    }

    private static float max(MemorySegment in, long from, int columns) {
        FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        int j = 0;
        for (; j < SPECIES.loopBound(columns); j += SPECIES.length()) {
            max = max.max(FloatVector.fromMemorySegment(SPECIES, in, from + (long) j * Float.BYTES, ORDER));
        }
        if (j < columns) {
            VectorMask<Float> rest = SPECIES.indexInRange(j, columns);
            FloatVector last = FloatVector.fromMemorySegment(SPECIES, in, from + (long) j * Float.BYTES, ORDER, rest);
            max = max.lanewise(VectorOperators.MAX, last, rest);
        }
        return max.reduceLanes(VectorOperators.MAX);
    }

    private static float exponentials(MemorySegment in, long from, float max, MemorySegment out, long to, int columns) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int j = 0;
        for (; j < SPECIES.loopBound(columns); j += SPECIES.length()) {
            FloatVector exp = FloatVector.fromMemorySegment(SPECIES, in, from + (long) j * Float.BYTES, ORDER)
                    .sub(max)
                    .lanewise(VectorOperators.EXP);
            exp.intoMemorySegment(out, to + (long) j * Float.BYTES, ORDER);
            sum = sum.add(exp);
        }
        if (j < columns) {
            VectorMask<Float> rest = SPECIES.indexInRange(j, columns);
            FloatVector exp = FloatVector.fromMemorySegment(SPECIES, in, from + (long) j * Float.BYTES, ORDER, rest)
                    .sub(max)
                    .lanewise(VectorOperators.EXP);
            exp.intoMemorySegment(out, to + (long) j * Float.BYTES, ORDER, rest);
            sum = sum.add(exp, rest);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private static void scale(MemorySegment out, long to, float factor, int columns) {
        int j = 0;
        for (; j < SPECIES.loopBound(columns); j += SPECIES.length()) {
            long offset = to + (long) j * Float.BYTES;
            FloatVector.fromMemorySegment(SPECIES, out, offset, ORDER)
                    .mul(factor)
                    .intoMemorySegment(out, offset, ORDER);
        }
        if (j < columns) {
            VectorMask<Float> rest = SPECIES.indexInRange(j, columns);
            long offset = to + (long) j * Float.BYTES;
            FloatVector.fromMemorySegment(SPECIES, out, offset, ORDER, rest)
                    .mul(factor)
                    .intoMemorySegment(out, offset, ORDER, rest);
        }
    }
}
