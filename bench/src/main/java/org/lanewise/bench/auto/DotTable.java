package org.lanewise.bench.auto;

/**
 * Vectors in the blocks of {@link Dots}: what is multiplied with each other when the result is small and the vectors
 * are long. Grows as needed and is used again.
 */
final class DotTable {

    private float[][][] vectors = new float[0][][];
    private int length = -1;

    /** Makes room for so many vectors, rounded up to an even number; what the new ones hold is not defined. */
    void resize(int count, int newLength) {
        int even = count + (count & 1);
        if (length != newLength || vectors.length < even) {
            int blocks = Dots.blocks(newLength);
            vectors = new float[even][blocks][Dots.BLOCK];
            length = newLength;
        }
    }

    float[][] vector(int index) {
        return vectors[index];
    }

    /** Cuts an array into the blocks of a vector; beyond the length they keep their zeros. */
    void set(int index, float[] values) {
        float[][] blocks = vectors[index];
        for (int from = 0; from < length; from += Dots.BLOCK) {
            int count = Math.min(Dots.BLOCK, length - from);
            System.arraycopy(values, from, blocks[from / Dots.BLOCK], 0, count);
        }
    }
}
