package org.lanewise.spark;

import java.io.IOException;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.CifarImage;
import org.lanewise.core.data.Features;

/**
 * CIFAR files as one set. Each task reads its own part of them. Hadoop's file systems read the files, so they may be wherever Spark
 * can read files.
 */
final class CifarRanges implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How many bytes are read at once. They pass through an array on the heap. */
    private static final int CHUNK = 1 << 20;

    private final CifarFormat format;
    private final String[] files;

    /** The number of each file's first record in the whole set, and at the end the number of all records. */
    private final long[] firsts;

    private final SerializableConfiguration hadoop;

    /**
     * Finds the lengths of the files.
     *
     * @param format their format
     * @param files paths or addresses, in the order of the set
     * @param configuration says which file systems there are
     * @throws IllegalArgumentException if a file has not a whole number of records
     * @throws IOException if a file cannot be found
     */
    CifarRanges(CifarFormat format, List<String> files, Configuration configuration) throws IOException {
        this.format = format;
        this.files = files.toArray(String[]::new);
        hadoop = new SerializableConfiguration(configuration);
        firsts = new long[this.files.length + 1];
        for (int i = 0; i < this.files.length; i++) {
            firsts[i + 1] = firsts[i] + records(this.files[i]);
        }
        if (rows() == 0) {
            throw new IllegalArgumentException(
                    "A set of " + format.title() + " needs at least one file, but none is named.");
        }
    }

    private long records(String file) throws IOException {
        long length = fileSystem(file).getFileStatus(new Path(file)).getLen();
        if (length == 0 || length % format.recordBytes() != 0) {
            throw new IllegalArgumentException(file + " has " + length + " bytes, but a whole number of "
                    + format.title() + " records of " + format.recordBytes()
                    + " bytes was expected: give the files of the binary version, whole.");
        }
        return length / format.recordBytes();
    }

    private FileSystem fileSystem(String file) throws IOException {
        return new Path(file).getFileSystem(hadoop.value());
    }

    long rows() {
        return firsts[files.length];
    }

    /** Reads a partition. The caller closes it. */
    StoredRows read(BlockRange range) throws IOException {
        StoredRows rows = new StoredRows(range, (long) range.rows() * format.recordBytes());
        try {
            for (int file = 0; file < files.length; file++) {
                long from = Math.max(range.firstRow(), firsts[file]);
                long to = Math.min(range.firstRow() + range.rows(), firsts[file + 1]);
                if (from < to) {
                    long offset = (from - range.firstRow()) * format.recordBytes();
                    long length = (to - from) * format.recordBytes();
                    read(file, from - firsts[file], rows.segment().asSlice(offset, length));
                }
            }
            take(rows);
            return rows;
        } catch (IOException | RuntimeException | Error e) {
            rows.close();
            throw e;
        }
    }

    private void read(int file, long record, MemorySegment target) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK, target.byteSize())];
        long from = record * format.recordBytes();
        try (FSDataInputStream in = fileSystem(files[file]).open(new Path(files[file]))) {
            for (long done = 0; done < target.byteSize(); done += chunk.length) {
                int count = (int) Math.min(chunk.length, target.byteSize() - done);
                in.readFully(from + done, chunk, 0, count);
                MemorySegment.copy(chunk, 0, target, ValueLayout.JAVA_BYTE, done, count);
            }
        }
    }

    private void take(StoredRows rows) {
        int count = rows.range().rows();
        int[] labels = new int[count];
        for (int row = 0; row < count; row++) {
            long at = (long) row * format.recordBytes() + format.labelIndex();
            labels[row] = Byte.toUnsignedInt(rows.segment().get(ValueLayout.JAVA_BYTE, at));
            if (labels[row] >= format.classes()) {
                rows.failed(labelOutOfRange(rows.range().firstRow() + row, labels[row]));
                return;
            }
        }
        Features pixels =
                Features.ofBytes(rows.segment(), format.labelBytes(), count, CifarImage.PIXELS, format.recordBytes());
        rows.filled(pixels, labels, format.classes());
    }

    private String labelOutOfRange(long row, int label) {
        int file = 0;
        while (firsts[file + 1] <= row) {
            file++;
        }
        return files[file] + ": record " + (row - firsts[file]) + " (the first is 0) has the label " + label + ", but "
                + format.title() + " has labels 0 to " + (format.classes() - 1)
                + "; the file is of another format or damaged.";
    }
}
