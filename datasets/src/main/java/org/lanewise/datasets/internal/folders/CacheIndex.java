package org.lanewise.datasets.internal.folders;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.lanewise.core.internal.files.Replacement;

/**
 * Which pictures a cache has, in the order of its rows. Its file begins with a number of this version and a checksum of
 * the rest, and names the length and the time of the file of pixels, so that an index is never used with other pixels.
 *
 * @param entries all pictures, also those that cannot be decoded and have no row
 */
record CacheIndex(List<Entry> entries) {

    /** The fault of a picture that has none. */
    static final String GOOD = "";

    /** Of no pictures. */
    static final CacheIndex EMPTY = new CacheIndex(List.of());

    /** To be changed with the decoders: what was decoded by others is decoded anew. */
    private static final long VERSION = 0x6C616E6570696301L;

    /**
     * A picture.
     *
     * @param state what it was like when it was decoded
     * @param fault why it cannot be decoded, as the end of a sentence that begins with its name; or {@link #GOOD}
     */
    record Entry(Picture.State state, String fault) {

        boolean isGood() {
            return fault.equals(GOOD);
        }
    }

    /** The row of each picture that has one. */
    Map<Picture.State, Integer> rows() {
        Map<Picture.State, Integer> rows = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.isGood()) {
                rows.put(entry.state, rows.size());
            }
        }
        return rows;
    }

    int good() {
        return (int) entries.stream().filter(Entry::isGood).count();
    }

    /** Whether these pictures, as they are now, are all that it has. */
    boolean isOf(List<Picture> pictures) {
        return pictures.stream()
                .map(Picture::state)
                .toList()
                .equals(entries.stream().map(Entry::state).toList());
    }

    /** Writes it for a file of pixels that is there. */
    void write(Path file, Path pixels) throws IOException {
        byte[] content = content(pixels);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        Replacement.write(file, out -> {
            DataOutputStream data = new DataOutputStream(out);
            data.writeLong(VERSION);
            data.writeLong(checksum.getValue());
            data.write(content);
            data.flush();
        });
    }

    private byte[] content(Path pixels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeLong(Files.size(pixels));
        data.writeLong(time(pixels));
        data.writeInt(entries.size());
        for (Entry entry : entries) {
            data.writeUTF(entry.state.name());
            data.writeLong(entry.state.length());
            data.writeLong(entry.state.modified());
            data.writeUTF(entry.fault);
        }
        return bytes.toByteArray();
    }

    /** The index of a file of pixels; null if there is none, it is damaged, or of other pixels. */
    static CacheIndex read(Path file, Path pixels) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isRegularFile(pixels)) {
            return null;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < 2 * Long.BYTES) {
            return null;
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 2 * Long.BYTES, bytes.length - 2 * Long.BYTES);
        DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes));
        boolean isWhole = data.readLong() == VERSION && data.readLong() == checksum.getValue();
        boolean isOfThese = isWhole && data.readLong() == Files.size(pixels) && data.readLong() == time(pixels);
        return isOfThese ? new CacheIndex(entries(data)) : null;
    }

    private static List<Entry> entries(DataInputStream data) throws IOException {
        int count = data.readInt();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Picture.State state = new Picture.State(data.readUTF(), data.readLong(), data.readLong());
            entries.add(new Entry(state, data.readUTF()));
        }
        return entries;
    }

    private static long time(Path pixels) throws IOException {
        return Files.getLastModifiedTime(pixels).to(TimeUnit.NANOSECONDS);
    }
}
