package org.lanewise.core.internal.plain;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.internal.GuardedCopies;
import org.lanewise.core.internal.Halves;
import org.lanewise.core.kernels.Transpose;

/**
 * Copies parts of matrices to arrays of floats and back. Features may lie in a mapped file that was cut short:
 * {@link GuardedCopies} make that an error that can be caught.
 */
final class Copies {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** Rows that are transposed together: a store then goes next to the one before. */
    private static final int LINES = 8;

    private final float[][] lines;
    private final Halves halves = new Halves();
    private byte[] bytes = new byte[0];

    /** Has the JDK link its bulk copies, which takes it 5 ms. */
    static void link() {
        MemorySegment nothing = MemorySegment.NULL;
        MemorySegment.copy(nothing, FLOAT, 0, new float[0], 0, 0);
    }

    /** For blocks of up to so many rows. */
    Copies(int rows) {
        lines = new float[LINES][rows];
    }

    /** A block of op(M): {@code target[r][c] = op(M)[row + r][column + c]}. */
    void block(Transpose transpose, Features m, int row, int rows, int column, int columns, float[][] target) {
        if (transpose == Transpose.YES) {
            transposed(m, row, rows, column, columns, target);
            return;
        }
        for (int r = 0; r < rows; r++) {
            row(m, row + r, column, columns, target[r]);
        }
    }

    /** Rows of op(M) are columns of M. */
    private void transposed(Features m, int row, int rows, int column, int columns, float[][] target) {
        int c = 0;
        for (; c <= columns - LINES; c += LINES) {
            for (int l = 0; l < LINES; l++) {
                row(m, column + c + l, row, rows, lines[l]);
            }
            eightColumns(lines, target, c, rows);
        }
        for (; c < columns; c++) {
            row(m, column + c, row, rows, lines[0]);
            oneColumn(lines[0], target, c, rows);
        }
    }

    private static void eightColumns(float[][] lines, float[][] target, int c, int rows) {
        float[] x0 = lines[0];
        float[] x1 = lines[1];
        float[] x2 = lines[2];
        float[] x3 = lines[3];
        float[] x4 = lines[4];
        float[] x5 = lines[5];
        float[] x6 = lines[6];
        float[] x7 = lines[7];
        for (int r = 0; r < rows; r++) {
            float[] to = target[r];
            to[c] = x0[r];
            to[c + 1] = x1[r];
            to[c + 2] = x2[r];
            to[c + 3] = x3[r];
            to[c + 4] = x4[r];
            to[c + 5] = x5[r];
            to[c + 6] = x6[r];
            to[c + 7] = x7[r];
        }
    }

    private static void oneColumn(float[] line, float[][] target, int c, int rows) {
        for (int r = 0; r < rows; r++) {
            target[r][c] = line[r];
        }
    }

    /** A part of a row, as floats. */
    void row(Features m, int row, int from, int count, float[] target) {
        if (count == 0) {
            return; // The rows of a matrix without columns need not lie in its memory.
        }
        MemorySegment segment = m.segment(row);
        long offset = m.offset(row) + (long) from * m.element().bytes();
        switch (m.element()) {
            case BYTE -> {
                bytes(count);
                GuardedCopies.bytes(segment, offset, bytes, 0, count);
                widen(bytes, target, count);
            }
            case HALF -> halves.copy(segment, offset, target, 0, count);
            case FLOAT -> GuardedCopies.floats(segment, offset, target, 0, count);
        }
        Faults.raise(segment);
    }

    private void bytes(int count) {
        if (bytes.length < count) {
            bytes = new byte[count];
        }
    }

    /** C2 vectorizes the conversion of signed bytes alone: so they are shifted by half of their range there and back. */
    private static void widen(byte[] bytes, float[] target, int count) {
        flip(bytes, count);
        for (int i = 0; i < count; i++) {
            target[i] = bytes[i] + 128f;
        }
    }

    private static void flip(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (bytes[i] ^ -128);
        }
    }

    /** A part of a row, to a part of an array. */
    static void load(FloatMatrix m, int row, int from, int count, float[] target, int position) {
        if (count > 0) {
            MemorySegment.copy(m.segment(), FLOAT, offset(m, row, from), target, position, count);
        }
    }

    /** A part of an array, to a part of a row. */
    static void store(float[] source, int position, FloatMatrix m, int row, int from, int count) {
        if (count > 0) {
            MemorySegment.copy(source, position, m.segment(), FLOAT, offset(m, row, from), count);
        }
    }

    private static long offset(FloatMatrix m, int row, int column) {
        return m.offset(row) + (long) column * Float.BYTES;
    }
}
