package org.lanewise.datasets.internal.arrays;

import java.nio.ByteBuffer;
import java.util.function.IntToLongFunction;
import org.lanewise.datasets.DatasetException;

/** Makes floats of numbers of any type. What is not finite, or not finite any more, is refused. */
record Floats(ArraySource array) {

    /**
     * Converts a block.
     *
     * @param block numbers, from 0 to the limit
     * @param index the place of a number of the block in the matrix, row after row, for a message
     */
    float[] of(ByteBuffer block, IntToLongFunction index) throws DatasetException {
        float[] floats = new float[block.limit() / array.type().bytes()];
        if (array.type().whole() == null) {
            convertReals(block, floats, index);
        } else {
            convertWholes(block, floats);
        }
        return floats;
    }

    private void convertReals(ByteBuffer block, float[] floats, IntToLongFunction index) throws DatasetException {
        ElementType.Real real = array.type().real();
        int bytes = array.type().bytes();
        for (int i = 0; i < floats.length; i++) {
            double value = real.at(block, i * bytes);
            floats[i] = (float) value;
            if (!Float.isFinite(floats[i])) {
                throw FiniteNumbers.refuse(array, index.applyAsLong(i), value);
            }
        }
    }

    /** No integer of 64 bits is beyond a float's range. */
    private void convertWholes(ByteBuffer block, float[] floats) {
        ElementType.Whole whole = array.type().whole();
        int bytes = array.type().bytes();
        boolean unsigned = array.type() == ElementType.U8;
        for (int i = 0; i < floats.length; i++) {
            long value = whole.at(block, i * bytes);
            floats[i] = unsigned && value < 0 ? 2f * ((value >>> 1) | (value & 1)) : value;
        }
    }
}
