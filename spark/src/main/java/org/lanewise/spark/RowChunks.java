package org.lanewise.spark;

import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.model.BlockSum;
import scala.Tuple2;

/**
 * How rows move to the partition of their block: in chunks of bytes. The key of a chunk is the number of its first row in the whole
 * set. So rows move fast, and few keys are sorted.
 *
 * @param form what the rows hold
 * @param columns the number of features of a row
 * @param classes the number of classes
 */
record RowChunks(FeatureColumn form, int columns, int classes) implements Serializable {

    /** About how many bytes a chunk has. */
    private static final int BYTES = 1 << 18;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private int rowBytes() {
        return Math.multiplyExact(columns, form.element().bytes());
    }

    private int recordBytes() {
        return Integer.BYTES + rowBytes();
    }

    /** Makes chunks of rows. All rows of a chunk are in one block. */
    Iterator<Tuple2<Long, byte[]>> pack(Iterator<Row> rows, long firstRow) {
        return new Iterator<>() {
            private long next = firstRow;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Tuple2<Long, byte[]> next() {
                if (!rows.hasNext()) {
                    throw new NoSuchElementException();
                }
                long first = next;
                long most = BlockSum.EXAMPLES - first % BlockSum.EXAMPLES;
                int room = (int) Math.min(most, Math.max(1, BYTES / recordBytes()));
                ByteBuffer chunk = ByteBuffer.allocate(Math.multiplyExact(room, recordBytes()))
                        .order(ByteOrder.LITTLE_ENDIAN);
                while (chunk.hasRemaining() && rows.hasNext()) {
                    pack(rows.next(), chunk);
                    next++;
                }
                byte[] bytes = new byte[chunk.position()];
                chunk.flip().get(bytes);
                return new Tuple2<>(first, bytes);
            }
        };
    }

    private void pack(Row row, ByteBuffer chunk) {
        chunk.putInt(RowSurvey.Reader.label(row));
        if (form == FeatureColumn.BINARY) {
            chunk.put(FeatureColumn.bytes(row, 1));
            return;
        }
        for (float value : form.floats(row, 1)) {
            chunk.putFloat(value);
        }
    }

    /** Stores the chunks of a partition, which come in their order. The caller closes the result. */
    StoredRows store(BlockRange range, Iterator<Tuple2<Long, byte[]>> chunks) {
        StoredRows rows = new StoredRows(range, (long) range.rows() * rowBytes());
        try {
            int[] labels = new int[range.rows()];
            int row = 0;
            while (chunks.hasNext()) {
                Tuple2<Long, byte[]> chunk = chunks.next();
                int count = chunk._2().length / recordBytes();
                requireNext(range, row, chunk._1(), count);
                for (int i = 0; i < count; i++) {
                    labels[row] = unpack(chunk._2(), i * recordBytes(), rows.segment(), (long) row * rowBytes());
                    row++;
                }
            }
            requireNext(range, row, range.firstRow() + range.rows(), 0);
            rows.filled(features(rows.segment(), range.rows()), labels, classes);
            return rows;
        } catch (RuntimeException | Error e) {
            rows.close();
            throw e;
        }
    }

    private static void requireNext(BlockRange range, int row, long found, int count) {
        if (found != range.firstRow() + row || row + (long) count > range.rows()) {
            throw new IllegalStateException("The rows changed between two readings of the Dataset: row "
                    + (range.firstRow() + row) + " comes next, but " + found
                    + " was read; order the rows by a column, or write them to a file first.");
        }
    }

    /** Copies the features of a record, and returns its label. */
    private int unpack(byte[] chunk, int from, MemorySegment target, long to) {
        MemorySegment source = MemorySegment.ofArray(chunk);
        if (form.element() == Element.BYTE) {
            MemorySegment.copy(source, from + (long) Integer.BYTES, target, to, columns);
        } else {
            MemorySegment.copy(source, FLOAT, from + (long) Integer.BYTES, target, ValueLayout.JAVA_FLOAT, to, columns);
        }
        return source.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), from);
    }

    private Features features(MemorySegment segment, int rows) {
        return Features.of(form.element(), segment, 0, rows, columns, rowBytes(), Features.UNKNOWN_ORIGIN);
    }
}
