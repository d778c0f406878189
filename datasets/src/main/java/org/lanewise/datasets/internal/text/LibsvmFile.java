package org.lanewise.datasets.internal.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.LabelColumn;
import org.lanewise.datasets.internal.base.OffHeap;
import org.lanewise.datasets.internal.base.Part;

/**
 * A file of lines as libsvm has them, which is read twice: once for its size, and then into memory of that size.
 *
 * @param file the file
 * @param rows the number of examples
 * @param columns the largest index
 */
record LibsvmFile(Path file, int rows, int columns) {

    /** How many times its own size of memory a file may take: with more, almost all would be zeros. */
    private static final int EXPANSION = 64;

    /** So many bytes of memory a file may take in any case. */
    private static final long ALWAYS_ALLOWED = 1 << 24;

    /** Counts rows and columns. Whether lines are written as they should be is seen when they are read. */
    static LibsvmFile measure(Path file) throws IOException {
        int[] counts = new int[2];
        eachLine(file, (line, place) -> {
            counts[1] = Math.max(counts[1], LibsvmLine.lastIndex(line));
            counts[0] = Math.incrementExact(counts[0]);
        });
        return new LibsvmFile(file, counts[0], counts[1]);
    }

    /** Takes a line that is not empty. */
    @FunctionalInterface
    private interface LineTaker {
        void take(String line, LibsvmLine.Place place) throws DatasetException;
    }

    private static void eachLine(Path file, LineTaker taker) throws IOException {
        try (Lines lines = new Lines(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    taker.take(line, new LibsvmLine.Place(file, lines.number()));
                }
            }
        }
    }

    /**
     * Reads the examples.
     *
     * @param width the number of features, at least {@link #columns}
     */
    Part read(int width, Arena arena) throws IOException {
        requireProportion(width);
        MemorySegment memory = OffHeap.allocate(arena, rows * rowBytes(width), file.toString());
        LabelColumn.Builder labels = new LabelColumn.Builder(file.toString());
        float[] row = new float[width];
        eachLine(file, (line, place) -> {
            if (labels.size() == rows) {
                throw changed();
            }
            Arrays.fill(row, 0);
            long label = LibsvmLine.read(line, place, (column, value) -> row[Math.min(column, width - 1)] = value);
            MemorySegment.copy(row, 0, memory, ValueLayout.JAVA_FLOAT, labels.size() * rowBytes(width), width);
            labels.add(label);
        });
        if (labels.size() < rows) {
            throw changed();
        }
        Features features =
                Features.of(Features.Element.FLOAT, memory, 0, rows, width, rowBytes(width), file.toString());
        return new Part(features, labels.build(), file.toString());
    }

    private static long rowBytes(int width) {
        return (long) width * Float.BYTES;
    }

    private DatasetException changed() {
        return new DatasetException(file + " was changed while it was read; open it again.");
    }

    private void requireProportion(int width) throws IOException {
        long bytes = rows * rowBytes(width);
        if (bytes > Math.max(ALWAYS_ALLOWED, EXPANSION * Files.size(file))) {
            throw new DatasetException(
                    file + " has " + rows + " rows and indices up to " + width + ", which take " + bytes
                            + " bytes of memory with all their zeros; that is data for a library of sparse matrices, or choose"
                            + " fewer features.");
        }
    }
}
