package org.lanewise.core.internal.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writing a file so that there is never half of it: to a temporary one in the same folder, which then takes its place and
 * its permissions, and owner and group as far as the system allows. A link is written through: what it leads to is replaced.
 * Nothing but a regular file is replaced, and none that is write-protected.
 *
 * <p>Temporary files are called {@code .lanewise-UUID.tmp}. One that a process left which was killed is removed by the next
 * that writes to the folder an hour later or more.
 *
 * <p>Safe to use from several threads; of several that write one file, the last wins.
 */
public final class Replacement {

    private static final String PREFIX = ".lanewise-";
    private static final String SUFFIX = ".tmp";

    /** No name that anybody else would give to a file. */
    private static final Pattern OURS = Pattern.compile("\\.lanewise-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

    /** A temporary file that nobody wrote to for so long is nobody's. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

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
     * @throws IOException if it is a device or a pipe, is write-protected, or cannot be written; nothing has changed then
     */
    public static void write(Path file, Content content) throws IOException {
        write(file, content, new FileSteps());
    }

    /** The same, by steps of which a test lets one fail. */
    static void write(Path file, Content content, FileSteps steps) throws IOException {
        Path target = followed(file);
        requireReplaceable(file, target);
        Path temporary = target.resolveSibling(PREFIX + UUID.randomUUID() + SUFFIX);
        boolean done = false;
        try {
            fill(temporary, target, content, steps);
            steps.move(temporary, target);
            done = true;
        } catch (IOException e) {
            throw unwritten(file, e);
        } finally {
            if (!done) {
                discard(temporary, steps);
            }
        }
        keepName(target.getParent(), steps);
        removeAbandoned(target.getParent());
    }

    /**
     * What a path leads to: the end of its links, which need not exist.
     *
     * @param file the path of a file
     * @return an absolute path that is no link
     * @throws FileSystemLoopException if its links lead round in a circle
     * @throws IOException if a link cannot be read
     */
    public static Path followed(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static void requireReplaceable(Path file, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(file.toString(), null, "there is a directory of this name already");
        }
        if (!Files.isDirectory(target.getParent())) {
            throw new NoSuchFileException(file.toString(), null, "there is no folder " + target.getParent());
        }
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isRegularFile(target)) {
            throw new FileSystemException(
                    file.toString(), null, "it is a device or a pipe, which a file would replace; give another path");
        }
        if (!Files.isWritable(target)) {
            throw new AccessDeniedException(file.toString(), null, "it is write-protected");
        }
    }

    private static void fill(Path temporary, Path target, Content content, FileSteps steps) throws IOException {
        try (FileChannel channel = steps.create(temporary, target)) {
            steps.makeLike(target, temporary);
            OutputStream out = new BufferedOutputStream(steps.stream(channel));
            content.writeTo(out);
            out.flush();
            // On the disk before the name is: else a crash could leave an empty file in place of the old one.
            steps.force(channel);
            steps.close(channel);
        }
    }

    /** What cannot be removed now is removed by a later write; the failure to be told is another. */
    private static void discard(Path temporary, FileSteps steps) {
        try {
            steps.delete(temporary);
        } catch (IOException leftToALaterWrite) {
            return;
        }
    }

    /** The file is whole, old or new, also where a folder cannot be forced to the disk, as on some network file systems. */
    private static void keepName(Path folder, FileSteps steps) {
        try {
            steps.forceFolder(folder);
        } catch (IOException notOnThisFileSystem) {
            return;
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
    private static void removeAbandoned(Path folder) {
        Instant limit = Instant.now().minus(ABANDONED);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (OURS.matcher(file.getFileName().toString()).matches()
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException leftToTheNext) {
            return;
        }
    }
}
