package org.lanewise.core.internal.simd.linear;

import org.lanewise.core.internal.Chunks;

/**
 * Examples of one chunk that add to a gradient together, and where their sum goes. Chunks of a run, a power of two of them,
 * are added as a tree as they come, like the carries of a binary counter: the sum of chunk 5 = 101 in binary is added to that
 * of chunk 4, which waits on level 0, and waits on level 1. In {@link PackedGradient} a run has a buffer for the chunk that is
 * not complete, which is at last that of its sum, and behind it one for each level. One object per thread, used again.
 */
final class ChunkSum {

    /** Examples of a tile of scores: shares are whole tiles. */
    private static final int TILE = 4;

    private int examples;
    private int firstChunk;
    private int chunks;
    private int buffer;
    private int first;
    private int count;
    private int chunk;
    private boolean begins;
    private boolean completes;

    /** How many buffers a run of chunks needs. */
    static int buffers(int chunks) {
        return 1 + Chunks.levels(chunks);
    }

    /**
     * Begins a run.
     *
     * @param ofExamples examples of the minibatch
     * @param from its first chunk
     * @param ofChunks how many chunks, a power of two
     * @param firstBuffer the first of its buffers
     */
    void begin(int ofExamples, int from, int ofChunks, int firstBuffer) {
        examples = ofExamples;
        firstChunk = from;
        chunks = ofChunks;
        buffer = firstBuffer;
        first = Chunks.start(from, examples);
        count = 0;
    }

    /** Goes on with the examples behind the last, at most so many, of one chunk; false if there are no more. */
    boolean next(int most) {
        first += count;
        int end = Chunks.start(firstChunk + chunks, examples);
        if (first < end) {
            move(first, Math.min(most, end - first));
        }
        return first < end;
    }

    /** Goes to some examples, as many of them as are of one chunk. */
    void move(int from, int most) {
        first = from;
        chunk = Chunks.of(from, examples);
        int end = Chunks.start(chunk + 1, examples);
        count = share(end - from, most);
        begins = from == Chunks.start(chunk, examples);
        completes = from + count == end;
    }

    /** The first of the fewest shares of equal size: a small rest would read and write the gradient like a large one. */
    private static int share(int left, int most) {
        int size = Math.ceilDiv(left, Math.ceilDiv(left, most));
        return Math.min(left, Math.min(most, Math.ceilDiv(size, TILE) * TILE));
    }

    int first() {
        return first;
    }

    int count() {
        return count;
    }

    /** Whether the chunk begins here. */
    boolean begins() {
        return begins;
    }

    /** Whether the chunk ends here. */
    boolean completes() {
        return completes;
    }

    /** Whether the run ends here. */
    boolean isLast() {
        return completes && chunk == firstChunk + chunks - 1;
    }

    /** How many sums are waiting for that of this chunk: on levels 0, 1 and so on. */
    int carries() {
        return Integer.numberOfTrailingZeros(~(chunk - firstChunk));
    }

    /** The buffer of a level. */
    int level(int level) {
        return buffer + 1 + level;
    }

    /** The buffer of a chunk that is not complete, and at last of the run's sum. */
    int open() {
        return buffer;
    }

    /** The buffer where the sum with all that waited for it goes. */
    int target() {
        return isLast() ? buffer : level(carries());
    }
}
