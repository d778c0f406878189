package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.lanewise.datasets.DatasetException;

/**
 * Elements that are compressed.
 *
 * @param name what the array is called in messages
 * @param length bytes of all elements
 * @param opener gives them
 */
record PackedContent(String name, long length, Opener opener) implements Content {

    /** Takes all bytes of the elements. */
    @FunctionalInterface
    interface Reader {
        void read(InputStream in) throws IOException;
    }

    /** Opens the compressed bytes, has them read, and checks what is to be checked afterwards. */
    @FunctionalInterface
    interface Opener {
        void open(Reader reader) throws IOException;
    }

    @Override
    public void eachBlock(ArraySource.Element element, Taker taker) throws IOException {
        opener.open(in -> read(in, Content.block(element, length), element.bytes(), taker));
    }

    private void read(InputStream in, ByteBuffer block, int elementBytes, Taker taker) throws IOException {
        for (long at = 0; at < length; at += block.limit()) {
            block.limit((int) Math.min(block.capacity(), length - at));
            int count = in.readNBytes(block.array(), 0, block.limit());
            if (count < block.limit()) {
                throw new DatasetException(name + " should have " + length + " bytes of data, but ends after "
                        + (at + count) + "; download or write it again.");
            }
            taker.take(block, at / elementBytes);
        }
        if (in.read() >= 0) {
            throw new DatasetException(name + " goes on after its " + length + " bytes of data.");
        }
    }
}
