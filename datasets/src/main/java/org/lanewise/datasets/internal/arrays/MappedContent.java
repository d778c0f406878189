package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.lanewise.core.internal.GuardedCopies;
import org.lanewise.datasets.internal.base.MappedBytes;

/**
 * Elements that lie in a mapped file as they are.
 *
 * @param bytes the file
 * @param offset where they begin
 * @param length their bytes
 */
record MappedContent(MappedBytes bytes, long offset, long length) implements Content {

    @Override
    public void eachBlock(ArraySource.Element element, Taker taker) throws IOException {
        ByteBuffer block = Content.block(element, length);
        for (long at = 0; at < length; at += block.limit()) {
            block.limit((int) Math.min(block.capacity(), length - at));
            copy(at, block.array(), 0, block.limit());
            taker.take(block, at / element.bytes());
        }
    }

    /** Copies bytes of the elements into an array. */
    void copy(long from, byte[] into, int at, int count) {
        bytes.copy(segment -> GuardedCopies.bytes(segment, offset + from, into, at, count));
    }
}
