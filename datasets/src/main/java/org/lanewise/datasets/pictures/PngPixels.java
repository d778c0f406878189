package org.lanewise.datasets.pictures;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The bytes of a PNG's rows: deflated, in any number of IDAT chunks that follow each other. */
final class PngPixels implements AutoCloseable {

    static final String CHUNK = "IDAT";

    private final PngChunks chunks;
    private final Inflater inflater = new Inflater();
    private final byte[] deflated = new byte[1 << 14];

    /** The chunks stand at the first one. */
    PngPixels(PngChunks chunks) {
        this.chunks = chunks;
    }

    void fill(byte[] to) throws IOException {
        for (int done = 0; done < to.length; ) {
            int count = inflate(to, done);
            if (count == 0) {
                throw new DamagedPicture("its pixels end too early");
            }
            done += count;
        }
    }

    /** Reads on to the checksums behind the last pixel. Bytes too many do no harm; they are not inflated. */
    void end() throws IOException {
        inflate(new byte[1], 0);
        while (feed()) {}
    }

    /** {@return how many bytes; 0 at the end} */
    private int inflate(byte[] to, int at) throws IOException {
        try {
            while (true) {
                int count = inflater.inflate(to, at, to.length - at);
                if (count > 0 || inflater.finished() || inflater.needsDictionary()) {
                    return count;
                }
                if (!feed()) {
                    return 0;
                }
            }
        } catch (DataFormatException damaged) {
            throw new DamagedPicture(damaged.getMessage());
        }
    }

    /** {@return whether there was more} */
    private boolean feed() throws IOException {
        while (chunks.type().equals(CHUNK)) {
            int count = chunks.read(deflated);
            if (count > 0) {
                inflater.setInput(deflated, 0, count);
                return true;
            }
            chunks.requireChecksum();
            if (!chunks.next()) {
                break;
            }
        }
        return false;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
