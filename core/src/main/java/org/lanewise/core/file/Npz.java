package org.lanewise.core.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Archives of named arrays in numpy's {@code .npz} format: a zip file with an {@code .npy} entry for each.
 *
 * <p>Written are stored entries with a fixed date, so equal arrays are equal bytes. Read are stored and deflated entries,
 * as {@code numpy.savez} and {@code savez_compressed} write them, their checksums compared. An archive may unpack to at
 * most {@value #EXPANSION} times its size, or {@value #ALWAYS_ALLOWED} bytes if that is more; a zip bomb ends there.
 */
public final class Npz {

    /** How many times its own size an archive may unpack to. */
    public static final int EXPANSION = 16;

    /** So many bytes an archive may unpack to in any case. */
    public static final int ALWAYS_ALLOWED = 1 << 24;

    private static final int MOST_ENTRIES = 1000;
    private static final String SUFFIX = ".npy";
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * Writes an archive: to a temporary file beside it, which then takes its place.
     *
     * @param file the file; replaced if it exists
     * @param arrays the arrays by their names, in the order of the file
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public static void write(Path file, SequencedMap<String, NpyArray> arrays) throws IOException {
        Replacement.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                byte[] bytes = Npy.encode(array.getValue());
                zip.putNextEntry(stored(array.getKey() + SUFFIX, bytes));
                zip.write(bytes);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static ZipEntry stored(String name, byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(DATE);
        return entry;
    }

    /**
     * Reads an archive.
     *
     * @param file the file
     * @return the arrays by their names, in the order of the file
     * @throws ArrayFileException if it is not such an archive, is damaged, has an entry twice or one that is not an array,
     *     or unpacks to more than it may
     * @throws IOException if it cannot be read
     */
    public static SequencedMap<String, NpyArray> read(Path file) throws IOException {
        Npy.requireRegular(file);
        long left = Math.max(ALWAYS_ALLOWED, EXPANSION * Files.size(file));
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                throw new ArrayFileException(
                        file + " has " + zip.size() + " entries; at most " + MOST_ENTRIES + " were expected.");
            }
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = name(file, entry);
                if (arrays.containsKey(name)) {
                    throw new ArrayFileException(file + " has two entries " + entry.getName() + ".");
                }
                NpyArray array = read(zip, entry, "Entry " + entry.getName() + " of " + file, left);
                left -= entry.getSize();
                arrays.put(name, array);
            }
        } catch (ZipException | EOFException damaged) {
            throw new ArrayFileException(file + " is not an .npz archive, or it is damaged" + reason(damaged) + ".");
        }
        return arrays;
    }

    private static String reason(IOException damaged) {
        return damaged.getMessage() == null ? "" : " (" + damaged.getMessage() + ")";
    }

    private static String name(Path file, ZipEntry entry) throws ArrayFileException {
        String name = entry.getName();
        if (!name.matches("[A-Za-z0-9_.-]{1,100}\\.npy")) {
            throw new ArrayFileException(file + " has an entry that is not an array, " + name.replaceAll("[^ -~]", "?")
                    + "; only names of letters, digits and _ . - with .npy are read.");
        }
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static NpyArray read(ZipFile zip, ZipEntry entry, String what, long limit) throws IOException {
        try (Unpacked in = new Unpacked(zip.getInputStream(entry))) {
            NpyArray array = Npy.read(in, what, limit);
            if (in.bytes != entry.getSize()) {
                throw new ArrayFileException(
                        what + " has " + in.bytes + " bytes, but the archive claims " + entry.getSize() + ".");
            }
            if (in.checksum.getValue() != entry.getCrc()) {
                throw new ArrayFileException(what + " is damaged: its checksum is not that of the archive.");
            }
            return array;
        } catch (ZipException | EOFException damaged) {
            throw new ArrayFileException(what + " is damaged" + reason(damaged) + ".");
        }
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
