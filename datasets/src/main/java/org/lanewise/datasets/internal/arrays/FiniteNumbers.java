package org.lanewise.datasets.internal.arrays;

import org.lanewise.core.internal.GuardedCopies;
import org.lanewise.datasets.DatasetException;

/** Finds NaN, infinities, and numbers beyond a float's range. */
final class FiniteNumbers {

    /** The bits of the exponent, all set in infinities and NaN alone. */
    private static final int EXPONENT = 0x7F80_0000;

    private static final int EXPONENT_OF_HALF = 0x7C00;

    private static final int BLOCK = Content.BLOCK / Float.BYTES;

    private FiniteNumbers() {}

    /** Reads all floats, or floats of half precision, of a mapped array once. */
    static void require(ArraySource array, MappedContent content) throws DatasetException {
        if (array.type() == ElementType.F2) {
            requireHalves(array, content);
        } else {
            requireFloats(array, content);
        }
    }

    private static void requireHalves(ArraySource array, MappedContent content) throws DatasetException {
        short[] block = new short[BLOCK];
        long elements = content.length() / Short.BYTES;
        for (long first = 0; first < elements; first += BLOCK) {
            int count = (int) Math.min(BLOCK, elements - first);
            long from = content.offset() + first * Short.BYTES;
            content.bytes().copy(segment -> GuardedCopies.shorts(segment, from, block, count));
            if (largestExponent(block, count) == EXPONENT_OF_HALF) {
                int at = 0;
                while ((block[at] & EXPONENT_OF_HALF) != EXPONENT_OF_HALF) {
                    at++;
                }
                throw refuse(array, first + at, Float.float16ToFloat(block[at]));
            }
        }
    }

    private static int largestExponent(short[] halves, int count) {
        int largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, halves[i] & EXPONENT_OF_HALF);
        }
        return largest;
    }

    private static void requireFloats(ArraySource array, MappedContent content) throws DatasetException {
        int[] block = new int[BLOCK];
        long elements = content.length() / Float.BYTES;
        for (long first = 0; first < elements; first += BLOCK) {
            int count = (int) Math.min(BLOCK, elements - first);
            long from = content.offset() + first * Float.BYTES;
            content.bytes().copy(segment -> GuardedCopies.ints(segment, from, block, count));
            if (largestExponent(block, count) == EXPONENT) {
                int at = firstOf(block);
                throw refuse(array, first + at, Float.intBitsToFloat(block[at]));
            }
        }
    }

    /** A loop that C2 makes vectors of. */
    private static int largestExponent(int[] floats, int count) {
        int largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, floats[i] & EXPONENT);
        }
        return largest;
    }

    private static int firstOf(int[] floats) {
        int at = 0;
        while ((floats[at] & EXPONENT) != EXPONENT) {
            at++;
        }
        return at;
    }

    /** The sentence for a number that is not a finite float. */
    static DatasetException refuse(ArraySource array, long index, double value) {
        String found = array.name() + " holds " + value + " in row " + index / array.columns() + ", column "
                + index % array.columns() + " (the first are 0), but ";
        return new DatasetException(
                Double.isFinite(value)
                        ? found + "floats reach from -" + Float.MAX_VALUE + " to " + Float.MAX_VALUE
                                + "; scale the numbers."
                        : found + "finite numbers are expected; replace it, or leave out the row.");
    }
}
