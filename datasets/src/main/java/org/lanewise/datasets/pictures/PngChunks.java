package org.lanewise.datasets.pictures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The chunks of a PNG, one after the other. What is read of one is checked against its checksum. */
final class PngChunks {

    /** More than palettes and cameras need. */
    private static final long MOST_CONTENT = 1 << 24;

    private final FileBytes bytes;
    private final CRC32 checksum = new CRC32();
    private String type = "";
    private long rest;

    PngChunks(FileBytes bytes) {
        this.bytes = bytes;
    }

    /** {@return whether there is another chunk} */
    boolean next() throws IOException {
        if (!type.isEmpty()) {
            bytes.skip(rest + Integer.BYTES);
        }
        if (bytes.size() - bytes.position() < 2 * Integer.BYTES) {
            return false;
        }
        rest = bytes.u32();
        byte[] letters = bytes.bytes(Integer.BYTES);
        checksum.reset();
        checksum.update(letters);
        type = new String(letters, StandardCharsets.ISO_8859_1);
        return true;
    }

    String type() {
        return type;
    }

    /** Everything in the chunk. */
    byte[] content() throws IOException {
        if (rest > Math.min(MOST_CONTENT, bytes.size() - bytes.position())) {
            throw new DamagedPicture("its chunk " + type + " claims " + rest + " bytes");
        }
        byte[] content = new byte[(int) rest];
        read(content);
        requireChecksum();
        return content;
    }

    /** The chunk's next bytes, as many as have room; says how many, 0 at its end. */
    int read(byte[] to) throws IOException {
        int count = (int) Math.min(rest, to.length);
        bytes.fill(to, 0, count);
        checksum.update(to, 0, count);
        rest -= count;
        return count;
    }

    /** To be called when all was read. */
    void requireChecksum() throws IOException {
        long given = bytes.u32();
        if (given != checksum.getValue()) {
            throw new DamagedPicture("the checksum of its chunk " + type + " is wrong");
        }
        bytes.skip(-Integer.BYTES);
    }
}
