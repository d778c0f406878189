package org.lanewise.cli.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes so many bytes and no more until it is told again: whoever parses a header holds all of it, and the header says itself
 * how long it is.
 */
final class Budget extends FilterInputStream {

    private long left;

    Budget(InputStream in) {
        super(in);
    }

    /** From here on. */
    void allow(long bytes) {
        left = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length > 0 && left == 0) {
            throw new SpentException();
        }
        int read = in.read(bytes, from, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = in.skip(Math.min(bytes, left));
        left -= skipped;
        return skipped;
    }

    /** More was asked for. */
    static final class SpentException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
