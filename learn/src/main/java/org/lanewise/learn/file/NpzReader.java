package org.lanewise.learn.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.lanewise.core.internal.files.Printable;

/**
 * An archive of arrays that is open: its arrays are read when they are asked for, so that what an array must be can be
 * compared with its header before memory is taken. {@link Npz} says what is trusted. Not safe to share between threads.
 */
public final class NpzReader implements AutoCloseable {

    static final String SUFFIX = ".npy";
    static final int MOST_ENTRIES = 1000;

    /** Deflate makes 258 bytes of two bits at best. */
    private static final long DEFLATED = 1032;

    private final Path path;

    /** What the archive is called in messages. */
    private final String file;

    private final long fileBytes;
    private final ZipFile zip;
    private final SequencedMap<String, ZipEntry> entries = new LinkedHashMap<>();
    private long left;

    /** Where the bytes of each entry begin, once somebody asked. */
    private Map<String, Long> places;

    /**
     * Opens an archive and looks at its directory.
     *
     * @param file the file
     * @throws ArrayFileException if it is not such an archive, is damaged, has an entry twice or one that is not an array
     * @throws IOException if it cannot be read
     */
    public NpzReader(Path file) throws IOException {
        this(file, file.toString());
    }

    /** Opens a file that is called otherwise in messages. */
    NpzReader(Path path, String name) throws IOException {
        Npy.requireRegular(path);
        this.path = path;
        file = name;
        fileBytes = Files.size(path);
        left = Math.max(Npz.ALWAYS_ALLOWED, Npz.EXPANSION * fileBytes);
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException | EOFException damaged) {
            throw new ArrayFileException(file + " is not an .npz archive, or it is damaged" + reason(damaged) + ".");
        } catch (UnsupportedOperationException elsewhere) {
            throw new ArrayFileException(file + " lies within another file, such as an archive; copy it out first.");
        }
        try {
            list();
        } catch (IOException refused) {
            close();
            throw refused;
        }
    }

    private static String reason(IOException damaged) {
        return damaged.getMessage() == null ? "" : " (" + damaged.getMessage() + ")";
    }

    private void list() throws IOException {
        if (zip.size() > MOST_ENTRIES) {
            throw new ArrayFileException(
                    file + " has " + zip.size() + " entries; at most " + MOST_ENTRIES + " were expected.");
        }
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (!isName(name)) {
                throw new ArrayFileException(file + " has an entry that is not an array, " + Printable.of(name, 200)
                        + "; only names of letters, digits and _ . - with .npy are read.");
            }
            if (entries.put(name.substring(0, name.length() - SUFFIX.length()), entry) != null) {
                throw new ArrayFileException(file + " has two entries " + name + ".");
            }
        }
    }

    /** Whether an entry of an archive can have this name. */
    static boolean isName(String name) {
        return name.matches("[A-Za-z0-9_.-]{1,100}\\.npy");
    }

    /** {@return the names of all arrays, in the order of the file} */
    public SequencedSet<String> names() {
        return Collections.unmodifiableSequencedSet(entries.sequencedKeySet());
    }

    /** What an array is called in messages. */
    String what(String name) {
        return "Entry " + name + SUFFIX + " of " + file;
    }

    /** Takes an array, whole. */
    @FunctionalInterface
    interface Taker<T> {
        T take(NpyReader array) throws IOException;
    }

    /** Looks at the header of an array that is there. */
    NpyHeader header(String name) throws IOException {
        ZipEntry entry = entries.get(name);
        try (InputStream in = zip.getInputStream(entry)) {
            return new NpyReader(in, what(name), limit(entry)).header();
        } catch (ZipException | EOFException damaged) {
            throw new ArrayFileException(what(name) + " is damaged" + reason(damaged) + ".");
        }
    }

    /** Reads an array that is there, and compares its checksum afterwards. */
    <T> T read(String name, Taker<T> taker) throws IOException {
        return unpack(name, in -> {
            NpyReader array = new NpyReader(in, what(name), limit(entries.get(name)));
            charge(name, array.header());
            return taker.take(array);
        });
    }

    /**
     * Looks for an array that is there and may be of any type that data sets have. The bytes of a stored one are compared with
     * its checksum, which reads them once.
     *
     * @param name its name, one of {@link #names()}
     * @return what it is and where it lies
     * @throws ArrayFileException if it is damaged, or of another type
     * @throws IOException if it cannot be read
     */
    public StoredArray array(String name) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new ArrayFileException(file + " has no entry " + Printable.of(name, 200) + ".");
        }
        if (entry.getMethod() != ZipEntry.STORED) {
            return StoredArray.packed(path, what(name), headerOfData(name, entry), taker -> unpackData(name, taker));
        }
        NpyHeader header = unpack(name, in -> {
            NpyHeader read = NpyHeader.read(in, what(name), NpyTypes.OF_DATA);
            in.transferTo(OutputStream.nullOutputStream());
            return read;
        });
        requireData(name, entry, header);
        return StoredArray.lying(path, what(name), header, place(entry) + header.bytes());
    }

    private NpyHeader headerOfData(String name, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            NpyHeader header = NpyHeader.read(in, what(name), NpyTypes.OF_DATA);
            requireData(name, entry, header);
            return header;
        } catch (ZipException | EOFException damaged) {
            throw new ArrayFileException(what(name) + " is damaged" + reason(damaged) + ".");
        }
    }

    private void unpackData(String name, StoredArray.Taker taker) throws IOException {
        unpack(name, in -> {
            charge(name, NpyHeader.read(in, what(name), NpyTypes.OF_DATA));
            taker.take(in);
            return name;
        });
    }

    private void requireData(String name, ZipEntry entry, NpyHeader header) throws ArrayFileException {
        long bytes = entry.getSize() - header.bytes();
        if (header.elements() > bytes / header.size() || header.dataBytes() != bytes) {
            throw new ArrayFileException(what(name) + " claims " + header.elements() + " elements of " + header.size()
                    + " bytes, but has " + bytes + " bytes of data.");
        }
    }

    private long place(ZipEntry entry) throws IOException {
        if (places == null) {
            places = ZipDirectory.places(path);
        }
        long place = places.getOrDefault(entry.getName(), fileBytes);
        if (place > fileBytes - entry.getSize()) {
            throw new ArrayFileException(file + " is damaged: its entry " + entry.getName() + " ends behind the file.");
        }
        return place;
    }

    /** Takes the bytes of an array, all of them. */
    @FunctionalInterface
    private interface Unpacking<T> {
        T take(InputStream in) throws IOException;
    }

    private <T> T unpack(String name, Unpacking<T> unpacking) throws IOException {
        ZipEntry entry = entries.get(name);
        try (Unpacked in = new Unpacked(zip.getInputStream(entry))) {
            T taken = unpacking.take(in);
            if (in.bytes != entry.getSize()) {
                throw new ArrayFileException(
                        what(name) + " has " + in.bytes + " bytes, but the archive claims " + entry.getSize() + ".");
            }
            if (in.checksum.getValue() != entry.getCrc()) {
                throw new ArrayFileException(what(name) + " is damaged: its checksum is not that of the archive.");
            }
            return taken;
        } catch (ZipException | EOFException damaged) {
            throw new ArrayFileException(what(name) + " is damaged" + reason(damaged) + ".");
        }
    }

    /** The most bytes that can come out of an entry, as far as they may be read. */
    private long limit(ZipEntry entry) {
        long packed = Math.min(entry.getCompressedSize(), fileBytes);
        long most = entry.getMethod() == ZipEntry.STORED ? packed : DEFLATED * packed;
        return Math.max(0, Math.min(left, Math.min(entry.getSize(), most)));
    }

    /** What was taken cannot be taken again. */
    private void charge(String name, NpyHeader header) throws ArrayFileException {
        if (header.memory() > left) {
            throw new ArrayFileException(what(name) + " claims " + header.elements() + " elements, which take "
                    + header.memory() + " bytes of memory, but of an archive of " + fileBytes + " bytes at most " + left
                    + " more are taken.");
        }
        left -= header.memory();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** What comes out of an entry, counted. */
    private static final class Unpacked extends FilterInputStream {

        private final CRC32 checksum = new CRC32();
        private long bytes;

        Unpacked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int count = in.read(buffer, from, length);
            if (count > 0) {
                checksum.update(buffer, from, count);
                bytes += count;
            }
            return count;
        }
    }
}
