package org.lanewise.learn.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.core.internal.files.Replacement;

/**
 * Archives of named arrays in numpy's {@code .npz} format: a zip file with an {@code .npy} entry for each.
 *
 * <p>Writing makes stored entries with a fixed date, so equal arrays give equal bytes. Reading takes stored and
 * deflated entries, as {@code numpy.savez} and {@code savez_compressed} write them, and compares their checksums. The
 * content of an archive may take at most {@value #EXPANSION} times its size of memory, or {@value #ALWAYS_ALLOWED}
 * bytes if that is more, where a text counts as at least 64 bytes; this stops zip bombs. Archives and arrays may be
 * larger than 4 GiB.
 */
public final class Npz {

    /** How many times its own size of memory an archive may take. */
    public static final int EXPANSION = 16;

    /** So many bytes of memory an archive may take in any case. */
    public static final int ALWAYS_ALLOWED = 1 << 24;

    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * Writes an archive: to a temporary file beside it, which then takes its place.
     *
     * @param file the file; replaced if it exists
     * @param arrays the arrays by their names, in the order of the file
     * @throws IllegalArgumentException if reading would refuse it: a name has other characters than letters, digits and
     *     {@code _ . -} or more than 100, or there are more than 1,000 arrays
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public static void write(Path file, SequencedMap<String, NpyArray> arrays) throws IOException {
        SequencedMap<String, NpyContent> contents = new LinkedHashMap<>();
        arrays.forEach((name, array) -> contents.put(name, NpyContent.of(array)));
        writeContents(file, contents);
    }

    static void writeContents(Path file, SequencedMap<String, NpyContent> contents) throws IOException {
        requireReadable(contents.keySet());
        Replacement.write(file, out -> writeEntries(out, contents));
    }

    static void writeContents(OutputStream out, SequencedMap<String, NpyContent> contents) throws IOException {
        requireReadable(contents.keySet());
        writeEntries(out, contents);
        out.flush();
    }

    private static void writeEntries(OutputStream out, SequencedMap<String, NpyContent> contents) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, NpyContent> content : contents.entrySet()) {
            zip.putNextEntry(stored(content.getKey() + NpzReader.SUFFIX, content.getValue()));
            content.getValue().writeTo(zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    /** What reading would refuse is refused before the first byte. */
    private static void requireReadable(Set<String> names) {
        if (names.size() > NpzReader.MOST_ENTRIES) {
            throw new IllegalArgumentException("An archive has at most " + NpzReader.MOST_ENTRIES
                    + " arrays, but there are " + names.size() + ".");
        }
        for (String name : names) {
            requireName(name);
        }
    }

    /** Refuses the name of an array that no archive can have. */
    static void requireName(String name) {
        if (!NpzReader.isName(name + NpzReader.SUFFIX)) {
            throw new IllegalArgumentException("An array in an archive has a name of 1 to 100 letters, digits and"
                    + " _ . - but not \"" + Printable.of(name, 200) + "\".");
        }
    }

    /** A stored entry says its checksum before its bytes. */
    private static ZipEntry stored(String name, NpyContent content) throws IOException {
        CRC32 checksum = new CRC32();
        content.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.bytes());
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
        try (NpzReader archive = new NpzReader(file)) {
            SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
            for (String name : archive.names()) {
                arrays.put(name, archive.read(name, NpyReader::array));
            }
            return arrays;
        }
    }
}
