package org.lanewise.core.internal;

import org.lanewise.core.kernels.Kernels;

/**
 * The chunks of a minibatch, in which sums over its examples are added, as {@link Kernels} says: each chunk a chain, the
 * chunks a binary tree of neighbours. Their number depends on that of the examples alone, so that threads may share them.
 */
public final class Chunks {

    /** Chunks of a minibatch at most. */
    public static final int MOST = 16;

    /** Examples of a chunk at least, where there is more than one. */
    public static final int EXAMPLES = 32;

    /** Chunks begin at multiples of so many examples, which is whole tiles. */
    private static final int MULTIPLE = 4;

    private Chunks() {}

    /**
     * How many chunks a minibatch has.
     *
     * @param examples of the minibatch
     * @return a power of two
     */
    public static int count(int examples) {
        return Integer.highestOneBit(Math.clamp(examples / EXAMPLES, 1, MOST));
    }

    /**
     * The first example of a chunk.
     *
     * @param chunk which one; the number of all: the end of the last
     * @param examples of the minibatch
     * @return {@code 4 floor(ceil(examples / 4) chunk / count)}, at most all
     */
    public static int start(int chunk, int examples) {
        long multiples = Math.ceilDiv(examples, MULTIPLE);
        return Math.min(examples, MULTIPLE * (int) (multiples * chunk / count(examples)));
    }

    /**
     * The chunk that an example belongs to.
     *
     * @param example which one
     * @param examples of the minibatch
     * @return the number of the chunk
     */
    public static int of(int example, int examples) {
        int chunk = 0;
        while (start(chunk + 1, examples) <= example) {
            chunk++;
        }
        return chunk;
    }

    /**
     * How many sums of a tree wait at a time at most, while chunks are added one by one.
     *
     * @param chunks how many, a power of two
     * @return its logarithm
     */
    public static int levels(int chunks) {
        return Integer.numberOfTrailingZeros(chunks);
    }
}
