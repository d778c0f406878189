package org.lanewise.learn.features;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.lanewise.core.data.FloatMatrix;

/**
 * Memory for large matrices: off the heap while they are small, then in temporary files that are mapped, so that they may be
 * larger than memory. Closing it frees all and deletes the files. Not safe for use by several threads; its matrices are.
 */
public final class FeatureStore implements AutoCloseable {

    private final Arena arena = Arena.ofShared();
    private final List<Path> files = new ArrayList<>();
    private final Path directory;
    private long left;

    /**
     * An empty store.
     *
     * @param directory where files may be made
     * @param bytes how many may be taken off the heap, before there are files
     */
    public FeatureStore(Path directory, long bytes) {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.left = bytes;
    }

    /** {@return a store that takes a quarter of the memory that this VM may have, and files where the system has its temporary ones} */
    public static FeatureStore usual() {
        return new FeatureStore(
                Path.of(System.getProperty("java.io.tmpdir")),
                Runtime.getRuntime().maxMemory() / 4);
    }

    /** {@return the owner of the memory, closed with this} */
    public Arena arena() {
        return arena;
    }

    /**
     * Makes a matrix.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @return a matrix of zeros, which lives as long as this is open; where it is in a file, kernels only read it
     * @throws IOException if there is no room for it on the disk
     */
    public FloatMatrix matrix(int rows, int columns) throws IOException {
        long bytes = Math.max(1, (long) rows * columns) * Float.BYTES;
        if (bytes <= left) {
            left -= bytes;
            return FloatMatrix.allocate(arena, rows, columns);
        }
        return FloatMatrix.of(file(bytes), 0, rows, columns, columns);
    }

    private MemorySegment file(long bytes) throws IOException {
        FileStore disk = Files.getFileStore(directory);
        if (disk.getUsableSpace() < bytes) {
            throw new FileSystemException(
                    directory.toString(),
                    null,
                    String.format(
                            "Features of %,d MB do not fit here, where %,d MB are free; give fewer filters or images, or"
                                    + " another directory by -Djava.io.tmpdir=DIR",
                            bytes >> 20, disk.getUsableSpace() >> 20));
        }
        Path file = Files.createTempFile(directory, "lanewise-features", ".tmp");
        files.add(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
        }
    }

    /** Frees the memory and deletes the files. */
    @Override
    public void close() throws IOException {
        arena.close();
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
