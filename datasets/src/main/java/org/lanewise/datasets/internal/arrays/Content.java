package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the elements of an array lie: in a mapped file as they are, or compressed. */
sealed interface Content permits MappedContent, PackedContent {

    /** About the bytes of a block: they stay in the nearest caches. */
    int BLOCK = 1 << 16;

    /** Takes elements. */
    @FunctionalInterface
    interface Taker {

        /**
         * Takes a block.
         *
         * @param block whole elements, from 0 to the limit, in their byte order; not to be kept
         * @param first the number of its first element in the order of the file
         */
        void take(ByteBuffer block, long first) throws IOException;
    }

    /** Gives all elements, in the order of the file. */
    void eachBlock(ArraySource.Element element, Taker taker) throws IOException;

    /** A block of whole elements. */
    static ByteBuffer block(ArraySource.Element element, long allBytes) {
        int whole = Math.max(1, BLOCK / element.bytes()) * element.bytes();
        return ByteBuffer.allocate((int) Math.min(whole, allBytes)).order(element.order());
    }
}
