package org.lanewise.cli.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks {@code cifar-10-binary.tar.gz}. An archive is not trusted: it may hold regular files of known names in one
 * folder, and not too many bytes; anything else is refused before it is written.
 */
public final class Archive {

    private static final int MOST_ENTRIES = 100;

    private final Path file;
    private final Set<String> names;
    private final long limit;
    private long unpacked;

    /**
     * An archive.
     *
     * @param file the archive
     * @param names the files that are wanted; others are passed over
     * @param limit bytes that all entries may have at most, so that a small archive cannot fill the disk
     */
    public Archive(Path file, Set<String> names, long limit) {
        this.file = file;
        this.names = Set.copyOf(names);
        this.limit = limit;
    }

    /**
     * Unpacks the wanted files, without the folders that they are in.
     *
     * @param directory where to; must exist
     * @throws IOException if the archive is damaged, holds what does not belong there, or is too large
     */
    public void unpack(Path directory) throws IOException {
        unpacked = 0;
        int entries = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; entries++) {
                if (entries == MOST_ENTRIES) {
                    throw refused("more than " + MOST_ENTRIES + " entries");
                }
                unpack(tar, entry, directory);
            }
        } catch (IOException e) {
            throw e instanceof RefusedException || e instanceof FileSystemException
                    ? e
                    : new RefusedException(
                            file + " was no complete tar.gz archive (" + e.getMessage()
                                    + "), and was removed: take another.",
                            e);
        }
    }

    private void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
        Path path = inside(entry);
        if (entry.isDirectory()) {
            return;
        }
        if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
            throw refused("the entry " + printable(entry.getName()) + ", which is no regular file");
        }
        String name = path.getFileName().toString();
        if (names.contains(name)) {
            copy(tar, directory.resolve(name));
        }
    }

    /** Unpacking ignores folders, so nothing can escape; but an archive that tries is not the one that was wanted. */
    private Path inside(TarArchiveEntry entry) throws IOException {
        Path path;
        try {
            path = Path.of(entry.getName());
        } catch (InvalidPathException e) {
            throw refused("the entry " + printable(entry.getName()) + ", whose name cannot be that of a file");
        }
        if (path.isAbsolute()
                || path.normalize().startsWith("..")
                || path.normalize().toString().isEmpty()) {
            throw refused("the entry " + printable(entry.getName()) + ", whose path leads out of the archive");
        }
        return path;
    }

    /** A name of an archive's, fit for a sentence. */
    private static String printable(String name) {
        String clean = name.replaceAll("[^ -~]", "?");
        return clean.length() > 200 ? clean.substring(0, 200) + "..." : clean;
    }

    private void copy(TarArchiveInputStream tar, Path target) throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int read; (read = tar.read(block)) >= 0; unpacked += read) {
                if (unpacked + read > limit) {
                    throw refused("more than " + limit + " bytes");
                }
                write(out, block, read, target);
            }
        }
    }

    /** A full disk is not the archive's fault. */
    private static void write(OutputStream out, byte[] block, int length, Path target) throws FileSystemException {
        try {
            out.write(block, 0, length);
        } catch (IOException e) {
            throw new FileSystemException(target.toString(), null, "it cannot be written (" + e.getMessage() + ")");
        }
    }

    private RefusedException refused(String what) {
        return refused(what, null);
    }

    /**
     * What to throw if this is not the archive that was wanted.
     *
     * @param what what it holds instead
     * @param cause how that showed, or null
     * @return the exception
     */
    RefusedException refused(String what, IOException cause) {
        return new RefusedException(
                file + " held " + what
                        + ", and so was not the archive of CIFAR-10; nothing of it was kept: take another.",
                cause);
    }

    /** The archive is of no use, and to be removed. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message, IOException cause) {
            super(message, cause);
        }
    }
}
