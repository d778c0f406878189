package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.RowScratch.STEP;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.lanewise.core.data.FloatMatrix;

final class RowPasses {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final VectorSpecies<Float> Q = FloatVector.SPECIES_128;

    private RowPasses() {}

    private static int readable(MemorySegment segment, long offset, long stride, int columns, int count) {
        long room = segment.byteSize() - offset - (long) (columns + L - 1) / L * L * Float.BYTES;
        if (room < 0) {
            return 0;
        }
        return stride == 0 ? count : (int) Math.min(count, room / stride + 1);
    }

    static void load(FloatMatrix scores, int first, int count, float[] rows, int stride) {
        int columns = scores.columns();
        MemorySegment segment = scores.segment();
        long offset = scores.offset(first);
        long distance = scores.rowStride();
        int whole = readable(segment, offset, distance, columns, count);
        if (stride == 16) {
            loadShort(segment, offset, distance, columns, rows, whole);
        } else {
            for (int r = 0; r < whole; r++) {
                loadLong(segment, offset + r * distance, columns, rows, r * stride);
            }
        }
        for (int r = whole; r < count; r++) {
            Copies.toArray(segment, offset + r * distance, rows, r * stride, columns);
            Arrays.fill(rows, r * stride + columns, (r + 1) * stride, Float.NEGATIVE_INFINITY);
        }
    }

    private static void loadShort(
            MemorySegment segment, long offset, long distance, int columns, float[] rows, int count) {
        FloatVector none = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        for (int r = 0; r < count; r++) {
            long from = offset + r * distance;
            Lanes.load(segment, from).intoArray(rows, r * 16);
            if (L < 16 && columns > L) {
                Lanes.load(segment, from + L * 4L).intoArray(rows, r * 16 + L);
            }
            if (L < 8 && columns > 2 * L) {
                Lanes.load(segment, from + 2 * L * 4L).intoArray(rows, r * 16 + 2 * L);
            }
            if (L < 8 && columns > 3 * L) {
                Lanes.load(segment, from + 3 * L * 4L).intoArray(rows, r * 16 + 3 * L);
            }
            none.intoArray(rows, r * 16 + columns);
            if (L < 16) {
                none.intoArray(rows, r * 16 + Math.min(16, columns + L));
            }
            if (L < 8) {
                none.intoArray(rows, r * 16 + Math.min(16, columns + 2 * L));
                none.intoArray(rows, r * 16 + Math.min(16, columns + 3 * L));
            }
        }
    }

    private static void loadLong(MemorySegment segment, long offset, int columns, float[] rows, int to) {
        for (int j = 0; j < columns; j += L) {
            Lanes.load(segment, offset + j * 4L).intoArray(rows, to + j);
        }
        for (int j = columns; j < (columns + 15 & -16); j += L) {
            FloatVector.broadcast(F, Float.NEGATIVE_INFINITY).intoArray(rows, to + j);
        }
    }

    static void maxLanes(float[] rows, int stride, int count, float[] lanes) {
        for (int r = 0; r < count; r++) {
            int from = r * stride;
            for (int lane = 0; lane < 16; lane += L) {
                FloatVector a = FloatVector.fromArray(F, rows, from + lane);
                FloatVector b = a;
                int j = lane + 16;
                for (; j < stride - 16; j += 32) {
                    FloatVector c = FloatVector.fromArray(F, rows, from + j);
                    FloatVector d = FloatVector.fromArray(F, rows, from + j + 16);
                    a = a.blend(c, a.compare(VectorOperators.LT, c));
                    b = b.blend(d, b.compare(VectorOperators.LT, d));
                }
                if (j < stride) {
                    FloatVector c = FloatVector.fromArray(F, rows, from + j);
                    a = a.blend(c, a.compare(VectorOperators.LT, c));
                }
                a.blend(b, a.compare(VectorOperators.LT, b)).intoArray(lanes, r * 16 + lane);
            }
        }
    }

    static void maxima(float[] lanes, float[] maxima, int count) {
        for (int r = 0; r < count; r++) {
            FloatVector a = FloatVector.fromArray(Q, lanes, r * 16);
            FloatVector b = FloatVector.fromArray(Q, lanes, r * 16 + 4);
            FloatVector c = FloatVector.fromArray(Q, lanes, r * 16 + 8);
            FloatVector d = FloatVector.fromArray(Q, lanes, r * 16 + 12);
            a = a.blend(b, a.compare(VectorOperators.LT, b));
            c = c.blend(d, c.compare(VectorOperators.LT, d));
            a.blend(c, a.compare(VectorOperators.LT, c)).intoArray(maxima, r * STEP);
        }
    }

    static void maxTree(float[] maxima, int count) {
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

    static void expShort(float[] rows, int columns, int count, float[] maxima) {
        int chunk = 0;
        for (; chunk < columns; chunk += L) {
            for (int r = 0; r < count; r++) {
                FloatVector x = FloatVector.fromArray(F, rows, r * 16 + chunk).sub(maxima[r * STEP]);
                Exp.scaled(x).intoArray(rows, r * 16 + chunk);
            }
        }
        for (; chunk < 16; chunk += L) {
            for (int r = 0; r < count; r++) {
                FloatVector.zero(F).intoArray(rows, r * 16 + chunk);
            }
        }
    }

    static void expLong(float[] rows, int stride, int count, float[] maxima, float[] lanes) {
        for (int r = 0; r < count; r++) {
            int from = r * stride;
            FloatVector max = FloatVector.broadcast(F, maxima[r * STEP]);
            for (int lane = 0; lane < 16; lane += L) {
                FloatVector sum = FloatVector.zero(F);
                for (int j = lane; j < stride; j += 16) {
                    FloatVector e = Exp.scaled(FloatVector.fromArray(F, rows, from + j).sub(max));
                    e.intoArray(rows, from + j);
                    sum = sum.add(e);
                }
                sum.intoArray(lanes, r * 16 + lane);
            }
        }
    }

    static void sums(float[] rows, float[] sums, int count) {
        for (int r = 0; r < count; r++) {
            FloatVector a = FloatVector.fromArray(Q, rows, r * 16);
            FloatVector b = FloatVector.fromArray(Q, rows, r * 16 + 4);
            FloatVector c = FloatVector.fromArray(Q, rows, r * 16 + 8);
            FloatVector d = FloatVector.fromArray(Q, rows, r * 16 + 12);
            a.add(c).add(b.add(d)).intoArray(sums, r * STEP);
        }
    }

    static void sumTree(float[] sums, int count) {
        for (int i = 0; i < count * STEP; i += L) {
            FloatVector a = FloatVector.fromArray(F, sums, i);
            FloatVector b = FloatVector.fromArray(F, sums, i + 1);
            FloatVector c = FloatVector.fromArray(F, sums, i + 2);
            FloatVector d = FloatVector.fromArray(F, sums, i + 3);
            a.add(c).add(b.add(d)).intoArray(sums, i);
        }
    }

    static void inverse(float[] sums, int count) {
        for (int i = 0; i < count * STEP; i += L) {
            FloatVector.broadcast(F, 1f).div(FloatVector.fromArray(F, sums, i)).intoArray(sums, i);
        }
    }

    static void scale(float[] rows, int stride, float[] factors, FloatMatrix target, int first, int count) {
        MemorySegment segment = target.segment();
        int columns = target.columns();
        long distance = target.rowStride();
        long offset = target.offset(first);
        if (columns < L) {
            scaleMasked(rows, factors, segment, offset, distance, columns, count);
        } else if (stride == 16) {
            for (int chunk = 0; chunk < columns; chunk += L) {
                int at = Math.min(chunk, columns - L);
                scaleChunk(rows, at, factors, segment, offset + at * 4L, distance, count);
            }
        } else {
            for (int r = 0; r < count; r++) {
                scaleLong(rows, r * stride, factors[r * STEP], segment, offset + r * distance, columns);
            }
        }
    }

    private static void scaleMasked(
            float[] rows, float[] factors, MemorySegment segment, long offset, long distance, int columns, int count) {
        VectorMask<Float> mask = F.indexInRange(0, columns);
        for (int r = 0; r < count; r++) {
            FloatVector.fromArray(F, rows, r * 16)
                    .mul(factors[r * STEP])
                    .intoMemorySegment(segment, offset + r * distance, Lanes.ORDER, mask);
        }
    }

    private static void scaleChunk(
            float[] rows, int at, float[] factors, MemorySegment segment, long offset, long distance, int count) {
        for (int r = 0; r < count; r++) {
            Lanes.store(
                    FloatVector.fromArray(F, rows, r * 16 + at).mul(factors[r * STEP]), segment, offset + r * distance);
        }
    }

    private static void scaleLong(float[] rows, int from, float factor, MemorySegment segment, long offset, int columns) {
        for (int j = 0; j <= columns - L; j += L) {
            Lanes.store(FloatVector.fromArray(F, rows, from + j).mul(factor), segment, offset + j * 4L);
        }
        int at = columns - L;
        Lanes.store(FloatVector.fromArray(F, rows, from + at).mul(factor), segment, offset + at * 4L);
    }
}
