package org.lanewise.cli.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStreamImpl;

/** Some bytes, then a file from a place on. */
final class SplicedStream extends ImageInputStreamImpl {

    private final byte[] head;
    private final FileBytes file;
    private final long from;

    SplicedStream(byte[] head, FileBytes file, long from) {
        this.head = head;
        this.file = file;
        this.from = from;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
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
        }
        streamPos += Math.max(0, read);
        return read;
    }
}
