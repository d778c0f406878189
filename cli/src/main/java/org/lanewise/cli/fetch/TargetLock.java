package org.lanewise.cli.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a target for one process: a lock on a file beside it, which the system takes back when the process dies. */
final class TargetLock implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private TargetLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws IOException if another process has it, or what has its name is no file
     */
    static TargetLock of(Path target) throws IOException {
        Path file = target.resolveSibling("." + target.getFileName() + ".lock");
        Leftover.requireFile(file);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        // Whoever had it removes the file: one that is gone keeps nobody out.
        if (tryLock(channel) == null || !Files.exists(file)) {
            channel.close();
            throw new IOException("Another ./lanewise data fetch is at work on " + target
                    + "; wait for it, or give another directory with --data.");
        }
        return new TargetLock(file, channel);
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisVm) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        }
    }
}
