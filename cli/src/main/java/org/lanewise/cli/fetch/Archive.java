package org.lanewise.cli.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.lanewise.core.internal.files.Printable;

/**
 * Unpacks {@code cifar-10-binary.tar.gz}. An archive is not trusted: it may hold folders and regular files, each wanted one
 * once, with small headers, and not too many bytes, wanted or not; anything else is refused before it is written.
 */
public final class Archive {

    private static final int MOST_ENTRIES = 100;

    /** Bytes of all that is said of an entry: long names, times, owners. */
    private static final int MOST_HEADER = 1 << 16;

    /** Characters of a name in a sentence. */
    private static final int MOST_SHOWN = 200;

    private final Path file;
    private final Set<String> names;
    private final long limit;
    private long unpacked;

    /**
     * An archive.
     *
     * @param file the archive
     * @param names the files that are wanted; others are passed over
     * @param limit bytes that all entries may have at most, so that a small archive can fill neither disk nor time
     */
    public Archive(Path file, Set<String> names, long limit) {
        this.file = file;
        this.names = Set.copyOf(names);
        this.limit = limit;
    }

    /**
     * Unpacks the wanted files, without the folders that they are in.
     *
     * @param directory where to; must exist and be empty
     * @throws IOException if the archive is damaged, holds what does not belong there, or is too large
     */
    public void unpack(Path directory) throws IOException {
        unpacked = 0;
        try (InputStream packed =
                new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
            unpack(packed, directory);
        } catch (Budget.SpentException spent) {
            throw refused("an entry with a header of more than " + MOST_HEADER + " bytes", spent);
        } catch (UselessException | FileSystemException known) {
            throw known;
        } catch (IOException | RuntimeException damaged) {
            throw new UselessException(
                    file + " was no complete tar.gz archive" + reason(damaged) + ", and was removed: take another.",
                    damaged);
        }
    }

    private static String reason(Exception damaged) {
        return damaged.getMessage() == null ? "" : " (" + Printable.of(damaged.getMessage(), MOST_SHOWN) + ")";
    }

    private void unpack(InputStream packed, Path directory) throws IOException {
        Budget budget = new Budget(new GZIPInputStream(packed, 1 << 16));
        try (TarArchiveInputStream tar = new TarArchiveInputStream(budget)) {
            TarArchiveEntry entry;
            for (int entries = 0; (entry = next(tar, budget)) != null; entries++) {
                if (entries == MOST_ENTRIES) {
                    throw refused("more than " + MOST_ENTRIES + " entries", null);
                }
                unpack(tar, entry, directory);
            }
        }
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar, Budget budget) throws IOException {
        budget.allow(MOST_HEADER);
        TarArchiveEntry entry = tar.getNextEntry();
        budget.allow(Long.MAX_VALUE);
        return entry;
    }

    private void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
        String name = inside(entry).getFileName().toString();
        boolean isFolder = entry.getLinkFlag() == TarConstants.LF_DIR
                || isPlain(entry) && entry.getName().endsWith("/");
        if (!isFolder && !isPlain(entry)) {
            throw refused("the entry " + shown(entry) + ", which is no regular file", null);
        }
        boolean isWanted = !isFolder && names.contains(name);
        // What is not wanted is read here too: skipping it would take as long, and be counted by nobody.
        try (OutputStream out = isWanted ? create(directory.resolve(name)) : OutputStream.nullOutputStream()) {
            copy(tar, out, directory.resolve(name));
        } catch (FileAlreadyExistsException twice) {
            throw refused("two files " + name, twice);
        }
    }

    /** Of all types the two that mean a file; a sparse one's bytes are not those of the file. */
    private static boolean isPlain(TarArchiveEntry entry) {
        byte type = entry.getLinkFlag();
        return (type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM) && !entry.isSparse();
    }

    /** Unpacking ignores folders, so nothing can escape; but an archive that tries is not the one that was wanted. */
    private Path inside(TarArchiveEntry entry) throws IOException {
        Path path;
        try {
            path = Path.of(entry.getName());
        } catch (InvalidPathException e) {
            throw refused("the entry " + shown(entry) + ", whose name cannot be that of a file", e);
        }
        if (path.isAbsolute()
                || path.normalize().startsWith("..")
                || path.normalize().toString().isEmpty()) {
            throw refused("the entry " + shown(entry) + ", whose path leads out of the archive", null);
        }
        return path;
    }

    private static String shown(TarArchiveEntry entry) {
        return Printable.of(entry.getName(), MOST_SHOWN);
    }

    private static OutputStream create(Path target) throws IOException {
        return Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private void copy(TarArchiveInputStream tar, OutputStream out, Path target) throws IOException {
        byte[] block = new byte[1 << 16];
        for (int read; (read = tar.read(block)) >= 0; unpacked += read) {
            if (unpacked + read > limit) {
                throw refused("more than " + limit + " bytes", null);
            }
            write(out, block, read, target);
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

    /**
     * What to throw if this is not the archive that was wanted.
     *
     * @param what what it holds instead
     * @param cause how that showed, or null
     * @return the exception
     */
    UselessException refused(String what, Exception cause) {
        return new UselessException(
                file + " held " + what
                        + ", and so was not the archive of CIFAR-10; nothing of it was kept: take another.",
                cause);
    }
}
