package org.lanewise.core.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Writing a file so that there is never half of it: to a temporary one in the same folder, which then takes its place. What
 * a process that was killed meanwhile leaves, the next one that writes the file an hour later or more removes.
 *
 * <p>Safe to use from several threads; of several that write one file, the last wins.
 */
public final class Replacement {

    private static final String SUFFIX = ".tmp";

    /** A temporary file that nobody wrote to for so long is nobody's. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private Replacement() {}

    /** What writes the content. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes everything.
         *
         * @param out takes the bytes; closed by the caller
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file; one that exists is replaced.
     *
     * @param file the file
     * @param content what it holds
     * @throws NoSuchFileException if its folder is missing
     * @throws FileAlreadyExistsException if it is a directory
     * @throws IOException if it cannot be written; nothing has changed then
     */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(file.toString(), null, "there is no folder " + folder);
        }
        if (Files.isDirectory(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "there is a directory of this name already");
        }
        String prefix = "." + file.getFileName() + ".";
        Path temporary = folder.resolve(prefix + Long.toHexString(System.nanoTime()) + SUFFIX);
        try {
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                content.writeTo(out);
                out.flush();
                // On the disk before the name is: else a crash could leave an empty file in place of the old one.
                channel.force(true);
            }
            move(temporary, file);
            removeAbandoned(folder, prefix);
        } catch (IOException e) {
            throw unwritten(file, e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The system names the temporary file, which means nothing to a user, or none when the disk is full. */
    private static FileSystemException unwritten(Path file, IOException cause) {
        FileSystemException failure = cause instanceof AccessDeniedException
                ? new AccessDeniedException(file.toString(), null, "its folder is closed to this user")
                : new FileSystemException(file.toString(), null, "it cannot be written" + reason(cause));
        failure.initCause(cause);
        return failure;
    }

    private static String reason(IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return " (this thread was interrupted)";
        }
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        return reason == null ? "" : " (" + reason + ")";
    }

    /** What processes that were killed have left is not part of this write: failing to remove it is no failure. */
    private static void removeAbandoned(Path folder, String prefix) {
        Instant limit = Instant.now().minus(ABANDONED);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(prefix)
                        && name.endsWith(SUFFIX)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException leftToTheNext) {
            return;
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException notOnThisFileSystem) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
