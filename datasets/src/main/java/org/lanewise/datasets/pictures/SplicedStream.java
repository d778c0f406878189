package org.lanewise.datasets.pictures;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Some bytes, then those of a JPEG from some place on, and then end markers without end. If a file is cut off, libjpeg
 * would insert such a marker for every two bytes that it wants, each with a warning, which took ten megabytes.
 */
final class SplicedStream extends ImageInputStreamImpl {

    private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

    private final byte[] head;
    private final FileBytes file;
    private final long from;
    private boolean cutOff;

    SplicedStream(byte[] head, FileBytes file, long from) {
        this.head = head;
        this.file = file;
        this.from = from;
    }

    /** Whether more was read than the file has. */
    boolean isCutOff() {
        return cutOff;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        read(one, 0, 1);
        return one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int at, int count) throws IOException {
        checkClosed();
        bitOffset = 0;
        int read;
        if (streamPos < head.length) {
            read = (int) Math.min(count, head.length - streamPos);
            System.arraycopy(head, (int) streamPos, to, at, read);
        } else {
            read = file.readAt(from + streamPos - head.length, ByteBuffer.wrap(to, at, count));
            if (read < 0) {
                read = ends(to, at, count);
            }
        }
        streamPos += read;
        return read;
    }

    private int ends(byte[] to, int at, int count) {
        cutOff = true;
        for (int i = 0; i < count; i++) {
            to[at + i] = END[(int) (streamPos + i & 1)];
        }
        return count;
    }
}
