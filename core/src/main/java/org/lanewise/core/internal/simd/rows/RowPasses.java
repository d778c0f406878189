package org.lanewise.core.internal.simd.rows;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;
import static org.lanewise.core.internal.simd.rows.RowScratch.STEP;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.lanes.Lanes;

/**
 * Passes over a block of rows in scratch, where a row is padded to whole groups of 16. A pass does one thing to all rows,
 * so that the latency of a row's chain is covered by other rows; row after row, each would wait for its maximum and its
 * sum. No pass reduces a vector across its lanes: lanes are stored, and read again shifted.
 *
 * <p>Only the loading and the storing pass touch segments, and only ones of the class {@link #NATIVE} by vectors.
 */
final class RowPasses {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final long BYTES = L * (long) Float.BYTES;

    private RowPasses() {}

    /** Copies rows to scratch, filled up with -infinity, which changes neither maximum nor sum of exponentials. */
    static void load(FloatMatrix scores, int first, int count, float[] rows, int stride) {
        MemorySegment segment = scores.segment();
        int columns = scores.columns();
        long offset = scores.offset(first);
        long distance = scores.rowStride();
        int whole = rowsOfWholeVectors(segment, offset, distance, columns, count);
        if (stride == VIRTUAL) {
            loadShort(segment, offset, distance, columns, whole, rows);
        } else {
            for (int r = 0; r < whole; r++) {
                loadLong(segment, offset + r * distance, columns, rows, r * stride, stride);
            }
        }
        for (int r = whole; r < count; r++) {
            MemorySegment.copy(segment, FLOAT, offset + r * distance, rows, r * stride, columns);
            Arrays.fill(rows, r * stride + columns, (r + 1) * stride, Float.NEGATIVE_INFINITY);
        }
    }

    /** How many rows can be read by whole vectors, beyond their end, without leaving the segment. */
    private static int rowsOfWholeVectors(MemorySegment segment, long offset, long distance, int columns, int count) {
        long room = segment.byteSize() - offset - Math.ceilDiv(columns, L) * BYTES;
        if (room < 0 || segment.getClass() != NATIVE) {
            return 0;
        }
        return (int) Math.min(count, room / distance + 1);
    }

    /** What the vectors of one row write beyond its 16 floats, the next row's overwrite. */
    private static void loadShort(
            MemorySegment segment, long offset, long distance, int columns, int count, float[] rows) {
        if (segment.getClass() != NATIVE) {
            return;
        }
        FloatVector none = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        for (int r = 0; r < count; r++) {
            long from = offset + r * distance;
            int to = r * VIRTUAL;
            FloatVector.fromMemorySegment(F, segment, from, ORDER).intoArray(rows, to);
            if (L < 16 && columns > L) {
                FloatVector.fromMemorySegment(F, segment, from + BYTES, ORDER).intoArray(rows, to + L);
            }
            if (L < 8 && columns > 2 * L) {
                FloatVector.fromMemorySegment(F, segment, from + 2 * BYTES, ORDER)
                        .intoArray(rows, to + 2 * L);
            }
            if (L < 8 && columns > 3 * L) {
                FloatVector.fromMemorySegment(F, segment, from + 3 * BYTES, ORDER)
                        .intoArray(rows, to + 3 * L);
            }
            none.intoArray(rows, to + columns);
            if (L < 16) {
                none.intoArray(rows, to + Math.min(VIRTUAL, columns + L));
            }
            if (L < 8) {
                none.intoArray(rows, to + Math.min(VIRTUAL, columns + 2 * L));
                none.intoArray(rows, to + Math.min(VIRTUAL, columns + 3 * L));
            }
        }
    }

    private static void loadLong(MemorySegment segment, long offset, int columns, float[] rows, int to, int stride) {
        if (segment.getClass() != NATIVE) {
            return;
        }
        for (int j = 0; j < columns; j += L) {
            FloatVector.fromMemorySegment(F, segment, offset + j * 4L, ORDER).intoArray(rows, to + j);
        }
        for (int j = columns; j < stride; j += L) {
            FloatVector.broadcast(F, Float.NEGATIVE_INFINITY).intoArray(rows, to + j);
        }
    }

    /**
     * The maximum of each lane of long rows, in two accumulators. A NaN may be lost, but spoils its row's sum anyway;
     * so a comparison and a blend do, where {@code max} takes six instructions. Methods are those of vectors just loaded,
     * not of the accumulators ({@link Lanes} says why).
     */
    static void maximaOfLanes(float[] rows, int stride, int count, float[] lanes) {
        for (int r = 0; r < count; r++) {
            int from = r * stride;
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                FloatVector a = FloatVector.fromArray(F, rows, from + lane);
                FloatVector b = a;
                for (int j = lane + VIRTUAL; j < stride - VIRTUAL; j += 2 * VIRTUAL) {
                    FloatVector c = FloatVector.fromArray(F, rows, from + j);
                    FloatVector d = FloatVector.fromArray(F, rows, from + j + VIRTUAL);
                    a = c.blend(a, c.compare(VectorOperators.LE, a));
                    b = d.blend(b, d.compare(VectorOperators.LE, b));
                }
                FloatVector last = FloatVector.fromArray(F, rows, from + stride - VIRTUAL + lane);
                a = last.blend(a, last.compare(VectorOperators.LE, a));
                a.blend(b, a.compare(VectorOperators.LT, b)).intoArray(lanes, r * VIRTUAL + lane);
            }
        }
    }

    /**
     * From 16 lanes a row to the maximum of each row. Of each vector four lanes count, and the next row's take the place of the
     * others; vectors of 128 bits would do, but then the methods of vectors would be those of two widths in C2's profiles,
     * and kernels that store what a loop has carried would be left with vectors on the heap.
     */
    static void maxima(float[] lanes, int count, float[] maxima) {
        for (int r = 0; r < count; r++) {
            FloatVector a = FloatVector.fromArray(F, lanes, r * VIRTUAL);
            FloatVector b = FloatVector.fromArray(F, lanes, r * VIRTUAL + 4);
            FloatVector c = FloatVector.fromArray(F, lanes, r * VIRTUAL + 8);
            FloatVector d = FloatVector.fromArray(F, lanes, r * VIRTUAL + 12);
            a = a.blend(b, a.compare(VectorOperators.LT, b));
            c = c.blend(d, c.compare(VectorOperators.LT, d));
            a.blend(c, a.compare(VectorOperators.LT, c)).intoArray(maxima, r * STEP);
        }
        maximaOfFour(maxima, count);
    }

    private static void maximaOfFour(float[] maxima, int count) {
        for (int i = 0; i < count * STEP; i += L) {
            FloatVector a = FloatVector.fromArray(F, maxima, i);
            FloatVector b = FloatVector.fromArray(F, maxima, i + 1);
            FloatVector c = FloatVector.fromArray(F, maxima, i + 2);
            FloatVector d = FloatVector.fromArray(F, maxima, i + 3);
            a = a.blend(b, a.compare(VectorOperators.LT, b));
            c = c.blend(d, c.compare(VectorOperators.LT, d));
            a.blend(c, a.compare(VectorOperators.LT, c)).intoArray(maxima, i);
        }
    }

    /** Adds the 16 virtual lanes of each row as the fixed tree: l and l + 8, then l + 4, l + 2, l + 1. */
    static void sums(float[] lanes, int count, float[] sums) {
        for (int r = 0; r < count; r++) {
            FloatVector a = FloatVector.fromArray(F, lanes, r * VIRTUAL);
            FloatVector b = FloatVector.fromArray(F, lanes, r * VIRTUAL + 4);
            FloatVector c = FloatVector.fromArray(F, lanes, r * VIRTUAL + 8);
            FloatVector d = FloatVector.fromArray(F, lanes, r * VIRTUAL + 12);
            a.add(c).add(b.add(d)).intoArray(sums, r * STEP);
        }
        sumsOfFour(sums, count);
    }

    private static void sumsOfFour(float[] sums, int count) {
        for (int i = 0; i < count * STEP; i += L) {
            FloatVector a = FloatVector.fromArray(F, sums, i);
            FloatVector b = FloatVector.fromArray(F, sums, i + 1);
            FloatVector c = FloatVector.fromArray(F, sums, i + 2);
            FloatVector d = FloatVector.fromArray(F, sums, i + 3);
            a.add(c).add(b.add(d)).intoArray(sums, i);
        }
    }

    /** {@code 1 / sum * share} of each row. */
    static void inverses(float[] sums, int count, float share, float[] factors) {
        for (int i = 0; i < count * STEP; i += L) {
            FloatVector.broadcast(F, 1f)
                    .div(FloatVector.fromArray(F, sums, i))
                    .mul(share)
                    .intoArray(factors, i);
        }
    }

    /** Subtracts one value of each row, then another. */
    static void subtract(float[] rows, int stride, int count, float[] first, float[] second) {
        for (int r = 0; r < count; r++) {
            FloatVector a = FloatVector.broadcast(F, first[r * STEP]);
            FloatVector b = FloatVector.broadcast(F, second[r * STEP]);
            for (int j = r * stride; j < (r + 1) * stride; j += L) {
                FloatVector.fromArray(F, rows, j).sub(a).sub(b).intoArray(rows, j);
            }
        }
    }

    /** {@code row * factor - other}, one factor and one other a row. */
    static void scaleAndSubtract(float[] rows, int stride, int count, float[] factors, float[] others) {
        for (int r = 0; r < count; r++) {
            FloatVector factor = FloatVector.broadcast(F, factors[r * STEP]);
            FloatVector other = FloatVector.broadcast(F, -others[r * STEP]);
            for (int j = r * stride; j < (r + 1) * stride; j += L) {
                FloatVector x = FloatVector.fromArray(F, rows, j);
                x = FMA ? x.fma(factor, other) : x.mul(factor).add(other);
                x.intoArray(rows, j);
            }
        }
    }

    /** Multiplies each row with its factor and stores it. */
    static void storeScaled(float[] rows, int stride, float[] factors, FloatMatrix target, int first, int count) {
        MemorySegment segment = target.segment();
        int columns = target.columns();
        long offset = target.offset(first);
        long distance = target.rowStride();
        if (segment.getClass() != NATIVE) {
            for (int r = 0; r < count; r++) {
                for (int j = 0; j < columns; j++) {
                    segment.set(FLOAT, offset + r * distance + j * 4L, rows[r * stride + j] * factors[r * STEP]);
                }
            }
        } else if (columns < L) {
            storePart(rows, factors, segment, offset, distance, columns, count);
        } else if (stride == VIRTUAL) {
            for (int chunk = 0; chunk < columns; chunk += L) {
                int at = Math.min(chunk, columns - L);
                storeChunk(rows, at, factors, segment, offset + at * 4L, distance, count);
            }
        } else {
            for (int r = 0; r < count; r++) {
                storeLong(rows, r * stride, factors[r * STEP], segment, offset + r * distance, columns);
            }
        }
    }

    /** Rows shorter than a vector. */
    private static void storePart(
            float[] rows, float[] factors, MemorySegment segment, long offset, long distance, int columns, int count) {
        if (segment.getClass() != NATIVE) {
            return;
        }
        VectorMask<Float> mask = F.indexInRange(0, columns);
        for (int r = 0; r < count; r++) {
            FloatVector.fromArray(F, rows, r * VIRTUAL)
                    .mul(factors[r * STEP])
                    .intoMemorySegment(segment, offset + r * distance, ORDER, mask);
        }
    }

    /** A vector of each short row. */
    private static void storeChunk(
            float[] rows, int from, float[] factors, MemorySegment segment, long offset, long distance, int count) {
        if (segment.getClass() != NATIVE) {
            return;
        }
        for (int r = 0; r < count; r++) {
            FloatVector.fromArray(F, rows, r * VIRTUAL + from)
                    .mul(factors[r * STEP])
                    .intoMemorySegment(segment, offset + r * distance, ORDER);
        }
    }

    /** The last vector of a row overlaps the one before it. */
    private static void storeLong(
            float[] rows, int from, float factor, MemorySegment segment, long offset, int columns) {
        if (segment.getClass() != NATIVE) {
            return;
        }
        int last = columns - L;
        for (int j = 0; j < last; j += L) {
            FloatVector.fromArray(F, rows, from + j).mul(factor).intoMemorySegment(segment, offset + j * 4L, ORDER);
        }
        FloatVector.fromArray(F, rows, from + last).mul(factor).intoMemorySegment(segment, offset + last * 4L, ORDER);
    }
}
