package org.lanewise.learn.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the entries of a zip file begin, which {@link java.util.zip.ZipFile} knows and does not say. It has checked the central
 * directory before, so here only what is needed is read, and every place is compared with the length of the file.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int WIDE_END = 0x06064b50;
    private static final int WIDE_END_BYTES = 56;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int LONGEST_COMMENT = 0xFFFF;

    /** Stands for a number of 32 bits that is found in the field of wide ones. */
    private static final long WIDE = 0xFFFF_FFFFL;

    private static final int WIDE_FIELD = 1;

    /** More than the directory of so many entries as are read can have, with names and fields of some length. */
    private static final long MOST_BYTES = 1 << 26;

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Long> headers = new HashMap<>();

    /** Where the record at the end of the file was found. */
    private long endAt;

    private ZipDirectory(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Where the bytes of each stored or compressed entry begin. */
    static Map<String, Long> places(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ZipDirectory directory = new ZipDirectory(file, channel);
            directory.readCentral();
            Map<String, Long> places = new HashMap<>();
            for (Map.Entry<String, Long> entry : directory.headers.entrySet()) {
                places.put(entry.getKey(), directory.dataAfter(entry.getValue()));
            }
            return places;
        }
    }

    private void readCentral() throws IOException {
        ByteBuffer end = end();
        long bytes = Integer.toUnsignedLong(end.getInt(12));
        long from = Integer.toUnsignedLong(end.getInt(16));
        if (bytes == WIDE || from == WIDE || end.getShort(10) == -1) {
            ByteBuffer wide = wideEnd();
            bytes = wide.getLong(40);
            from = wide.getLong(48);
        }
        if (bytes < 0 || bytes > MOST_BYTES) {
            throw damaged();
        }
        ByteBuffer central = read(from, (int) bytes);
        while (central.remaining() >= CENTRAL_BYTES) {
            takeEntry(central);
        }
    }

    /** The record at the end of the file, before a comment that is seldom there. */
    private ByteBuffer end() throws IOException {
        long size = channel.size();
        int bytes = (int) Math.min(size, END_BYTES + LONGEST_COMMENT);
        ByteBuffer tail = read(size - bytes, bytes);
        for (int at = bytes - END_BYTES; at >= 0; at--) {
            boolean fits = tail.getInt(at) == END && at + END_BYTES + unsigned(tail, at + 20) == bytes;
            if (fits) {
                endAt = size - bytes + at;
                return tail.slice(at, END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        throw damaged();
    }

    private ByteBuffer wideEnd() throws IOException {
        ByteBuffer locator = read(endAt - LOCATOR_BYTES, LOCATOR_BYTES);
        if (locator.getInt(0) != LOCATOR) {
            throw damaged();
        }
        ByteBuffer wide = read(locator.getLong(8), WIDE_END_BYTES);
        if (wide.getInt(0) != WIDE_END) {
            throw damaged();
        }
        return wide;
    }

    private void takeEntry(ByteBuffer central) throws IOException {
        int at = central.position();
        int name = unsigned(central, at + 28);
        int fields = unsigned(central, at + 30);
        int next = at + CENTRAL_BYTES + name + fields + unsigned(central, at + 32);
        if (central.getInt(at) != CENTRAL || next > central.limit()) {
            throw damaged();
        }
        long header = Integer.toUnsignedLong(central.getInt(at + 42));
        if (header == WIDE) {
            header = wideHeader(central, at, central.slice(at + CENTRAL_BYTES + name, fields));
        }
        headers.put(new String(central.array(), at + CENTRAL_BYTES, name, StandardCharsets.UTF_8), header);
        central.position(next);
    }

    /** The field of wide numbers has those alone, in this order, that have no room where they belong. */
    private long wideHeader(ByteBuffer central, int at, ByteBuffer fields) throws IOException {
        fields.order(ByteOrder.LITTLE_ENDIAN);
        int skipped =
                (central.getInt(at + 24) == -1 ? Long.BYTES : 0) + (central.getInt(at + 20) == -1 ? Long.BYTES : 0);
        while (fields.remaining() >= 4) {
            int id = Short.toUnsignedInt(fields.getShort());
            int bytes = Short.toUnsignedInt(fields.getShort());
            if (bytes > fields.remaining()) {
                break;
            }
            if (id == WIDE_FIELD && bytes >= skipped + Long.BYTES) {
                return fields.getLong(fields.position() + skipped);
            }
            fields.position(fields.position() + bytes);
        }
        throw damaged();
    }

    private long dataAfter(long header) throws IOException {
        ByteBuffer local = read(header, LOCAL_BYTES);
        if (local.getInt(0) != LOCAL) {
            throw damaged();
        }
        return header + LOCAL_BYTES + unsigned(local, 26) + unsigned(local, 28);
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private ByteBuffer read(long from, int bytes) throws IOException {
        if (from < 0 || from > channel.size() - bytes) {
            throw damaged();
        }
        ByteBuffer read = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (read.hasRemaining()) {
            if (channel.read(read, from + read.position()) < 0) {
                throw damaged();
            }
        }
        return read.flip();
    }

    private ArrayFileException damaged() {
        return new ArrayFileException(
                file + " is not an .npz archive, or it is damaged (its directory does not fit its length).");
    }
}
