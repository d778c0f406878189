package org.lanewise.core.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.internal.GuardedCopies;
import org.lanewise.core.internal.Halves;

/**
 * The features of examples as a matrix off the heap: {@code rows x columns}, one example per row. Elements are stored as
 * unsigned bytes (pixels, 0 to 255), as floats (embeddings, measurements, the output of a hidden layer) or as floats of half
 * precision; kernels give the same bits for all forms of the same values.
 *
 * <p>The elements of a row are contiguous. Where each row begins is up to the implementation, so one matrix can lie over
 * the records of a mapped file, over several files, or pick shuffled rows out of another matrix, always without copying:
 *
 * {@snippet :
 * Features pixels = Features.ofBytes(file, 1, 10_000, 3072, 3073); // CIFAR-10: a label before each image
 * Features embeddings = FloatMatrix.of(file, 128, 1_000_000, 768, 768); // a .npy file behind its header
 * Features some = embeddings.select(3, 1, 4);
 * }
 *
 * <p>Features never own their memory: whoever made the segments' arena decides how long it lives, and an access after it
 * was closed throws {@link IllegalStateException}. The implementations made here are immutable views and safe to share
 * between threads as far as the arena allows.
 */
public interface Features {

    /** What {@link #origin} returns if the origin of the features is not known. */
    String UNKNOWN_ORIGIN = "memory";

    /** The stored form of an element. */
    enum Element {
        /** An unsigned byte, 0 to 255. */
        BYTE(1),
        /** A float of 16 bits (binary16 of IEEE 754) in the platform's byte order, for half of the memory. Kernels compute in FLOAT. */
        HALF(2),
        /** A float of 32 bits in the platform's byte order. */
        FLOAT(4);

        private final int bytes;

        Element(int bytes) {
            this.bytes = bytes;
        }

        /** {@return the bytes of an element} */
        public int bytes() {
            return bytes;
        }
    }

    /** {@return the stored form of the elements} */
    Element element();

    /** {@return the number of examples N} */
    int rows();

    /** {@return the number of features D of an example} */
    int columns();

    /**
     * The memory that holds a row.
     *
     * @param row the row
     * @return an off-heap segment
     * @throws IndexOutOfBoundsException if there is no such row
     */
    MemorySegment segment(int row);

    /**
     * Where a row begins in its {@link #segment(int)}.
     *
     * @param row the row
     * @return the byte offset of the row's first element
     * @throws IndexOutOfBoundsException if there is no such row
     */
    long offset(int row);

    /**
     * Reads an element.
     *
     * @param row the example
     * @param column the feature
     * @return the value; a byte is 0 to 255, exact as a float
     * @throws IndexOutOfBoundsException if row or column is outside the matrix
     * @throws LostDataException if it lies in a mapped file that was cut short
     */
    default float get(int row, int column) {
        Objects.checkIndex(column, columns());
        MemorySegment segment = segment(row);
        try {
            float value = switch (element()) {
                case BYTE -> segment.get(ValueLayout.JAVA_BYTE, offset(row) + column) & 0xFF;
                case HALF ->
                    Float.float16ToFloat(segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset(row) + 2L * column));
                case FLOAT -> segment.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset(row) + 4L * column);
            };
            Faults.raise(segment);
            return value;
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, rows(row, row + 1));
        }
    }

    /**
     * Copies an example to the heap.
     *
     * @param row the example
     * @param values takes its D values at the beginning; a byte is 0 to 255, exact as a float
     * @throws IndexOutOfBoundsException if there is no such example, or the array is shorter
     * @throws LostDataException if it lies in a mapped file that was cut short
     */
    default void copyRow(int row, float[] values) {
        int columns = columns();
        Objects.checkFromIndexSize(0, columns, values.length);
        if (columns == 0) {
            Objects.checkIndex(row, rows());
            return; // The rows of a matrix without columns need not lie in its memory.
        }
        MemorySegment segment = segment(row);
        try {
            switch (element()) {
                case BYTE -> {
                    byte[] bytes = new byte[columns];
                    GuardedCopies.bytes(segment, offset(row), bytes, 0, columns);
                    for (int column = 0; column < columns; column++) {
                        values[column] = bytes[column] & 0xFF;
                    }
                }
                case HALF -> new Halves().copy(segment, offset(row), values, 0, columns);
                case FLOAT -> GuardedCopies.floats(segment, offset(row), values, 0, columns);
            }
            Faults.raise(segment);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, rows(row, row + 1));
        }
    }

    /** {@return the bytes from the first to the last element of a row} */
    default long rowBytes() {
        return (long) columns() * element().bytes();
    }

    /**
     * Whether features and a matrix share memory: for kernels, which must not write over what they read.
     *
     * @param matrix the matrix
     * @return true if an element lies between the first and the last element of the matrix, or if that cannot be excluded
     */
    default boolean overlaps(FloatMatrix matrix) {
        for (int row = 0; row < rows() && columns() > 0; row++) {
            if (matrix.touches(segment(row), offset(row), rowBytes())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Where the elements of a row come from, for messages.
     *
     * @param row the row
     * @return a file's path, or {@link #UNKNOWN_ORIGIN}
     * @throws IndexOutOfBoundsException if there is no such row
     */
    default String origin(int row) {
        Objects.checkIndex(row, rows());
        return UNKNOWN_ORIGIN;
    }

    /**
     * A view of consecutive rows.
     *
     * @param from first row
     * @param to row after the last
     * @return the view, {@code (to - from) x columns}
     * @throws IndexOutOfBoundsException if the range is outside the matrix
     */
    default Features rows(int from, int to) {
        return new RowRange(this, from, to);
    }

    /**
     * A view of chosen rows in the given order; a row may occur more than once.
     *
     * @param rows the chosen rows; copied
     * @return the view, {@code rows.length x columns}
     * @throws IndexOutOfBoundsException if a row is outside the matrix
     */
    default Features select(int... rows) {
        return new SelectedRows(this, rows.clone());
    }

    /**
     * Unsigned bytes in rows at a fixed distance in one segment. {@link FloatMatrix#of} is the same for floats.
     *
     * @param segment off-heap memory; the caller keeps its lifetime
     * @param offset byte offset of the first element of the first row
     * @param rows number of examples, at least 0
     * @param columns features of an example, at least 0
     * @param stride bytes from one row to the next, at least {@code columns} (a CIFAR-10 record: 3073)
     * @return the view
     * @throws IllegalArgumentException if the shape is negative, the stride smaller than a row, the segment on the
     *     heap, or too small
     */
    static Features ofBytes(MemorySegment segment, long offset, int rows, int columns, long stride) {
        return of(Element.BYTE, segment, offset, rows, columns, stride, UNKNOWN_ORIGIN);
    }

    /**
     * Rows at a fixed distance in one segment, of which it is known where it comes from.
     *
     * @param element the stored form
     * @param segment off-heap memory; the caller keeps its lifetime
     * @param offset byte offset of the first element of the first row; any alignment
     * @param rows number of examples, at least 0
     * @param columns features of an example, at least 0
     * @param stride bytes from one row to the next, at least those of a row
     * @param origin what {@link #origin} returns, such as the path of a mapped file
     * @return the view
     * @throws IllegalArgumentException as {@link #ofBytes}
     */
    static Features of(
            Element element, MemorySegment segment, long offset, int rows, int columns, long stride, String origin) {
        return new StridedRows(element, segment, offset, rows, columns, stride, origin);
    }

    /**
     * The rows of several matrices, one after another.
     *
     * @param parts matrices with the same number of columns and the same stored form; at least one
     * @return the view
     * @throws IllegalArgumentException if there is no part, or the columns or the forms differ
     * @throws ArithmeticException if there are more than {@code Integer.MAX_VALUE} rows
     */
    static Features concatenate(Features... parts) {
        return new ConcatenatedRows(parts.clone());
    }
}
