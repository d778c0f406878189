package org.lanewise.core.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.lanewise.core.internal.Faults;

/**
 * Images as a matrix of unsigned bytes off the heap: one image a row, {@code rows x columns} pixels in 0..255. The
 * bytes of a row are contiguous; where each row begins is up to the implementation, so one matrix can lie over the
 * records of a mapped file, over several files, or pick shuffled rows out of another matrix, always without copying.
 *
 * <p>A pixel matrix never owns its memory: whoever made the segments' arena decides how long it lives, and an access
 * after it was closed throws {@link IllegalStateException}. The implementations made here are immutable views and safe
 * to share between threads as far as the arena allows.
 */
public interface PixelMatrix {

    /** What {@link #origin} returns where nobody said where the pixels come from. */
    String UNKNOWN_ORIGIN = "memory";

    /** {@return the number of images} */
    int rows();

    /** {@return the number of pixels of an image} */
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
     * @return the byte offset of the row's first pixel
     * @throws IndexOutOfBoundsException if there is no such row
     */
    long offset(int row);

    /**
     * Reads a pixel.
     *
     * @param row the image
     * @param column the pixel
     * @return the pixel's value, 0 to 255
     * @throws IndexOutOfBoundsException if row or column is outside the matrix
     * @throws LostDataException if it lies in a mapped file that was cut short
     */
    default int get(int row, int column) {
        Objects.checkIndex(column, columns());
        MemorySegment segment = segment(row);
        try {
            byte pixel = segment.get(ValueLayout.JAVA_BYTE, offset(row) + column);
            Faults.raise(segment);
            return Byte.toUnsignedInt(pixel);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, rows(row, row + 1));
        }
    }

    /**
     * Whether pixels and a matrix share memory: for kernels, which must not write over what they read.
     *
     * @param matrix the matrix
     * @return true if a pixel lies between the first and the last element of the matrix, or if that cannot be excluded
     */
    default boolean overlaps(FloatMatrix matrix) {
        for (int row = 0; row < rows() && columns() > 0; row++) {
            if (matrix.touches(segment(row), offset(row), columns())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Where the pixels of a row come from, for messages.
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
    default PixelMatrix rows(int from, int to) {
        return new RowRange(this, from, to);
    }

    /**
     * A view of chosen rows in the given order; a row may occur more than once.
     *
     * @param rows the chosen rows; copied
     * @return the view, {@code rows.length x columns}
     * @throws IndexOutOfBoundsException if a row is outside the matrix
     */
    default PixelMatrix select(int... rows) {
        return new SelectedRows(this, rows.clone());
    }

    /**
     * Rows at a fixed distance in one segment.
     *
     * @param segment off-heap memory; the caller keeps its lifetime
     * @param offset byte offset of the first pixel of the first row
     * @param rows number of images, at least 0
     * @param columns pixels of an image, at least 0
     * @param stride bytes from one row to the next, at least {@code columns} (a CIFAR-10 record: 3073)
     * @return the view
     * @throws IllegalArgumentException if the shape is negative, the stride smaller than a row, the segment on the
     *     heap, or too small
     */
    static PixelMatrix of(MemorySegment segment, long offset, int rows, int columns, long stride) {
        return of(segment, offset, rows, columns, stride, UNKNOWN_ORIGIN);
    }

    /**
     * Rows at a fixed distance in one segment, of which it is known where it comes from.
     *
     * @param segment off-heap memory; the caller keeps its lifetime
     * @param offset byte offset of the first pixel of the first row
     * @param rows number of images, at least 0
     * @param columns pixels of an image, at least 0
     * @param stride bytes from one row to the next, at least {@code columns}
     * @param origin what {@link #origin} returns, such as the path of a mapped file
     * @return the view
     * @throws IllegalArgumentException as {@link #of(MemorySegment, long, int, int, long)}
     */
    static PixelMatrix of(MemorySegment segment, long offset, int rows, int columns, long stride, String origin) {
        return new StridedRows(segment, offset, rows, columns, stride, origin);
    }

    /**
     * The rows of several matrices, one after another.
     *
     * @param parts matrices with the same number of columns; at least one
     * @return the view
     * @throws IllegalArgumentException if there is no part or the columns differ
     * @throws ArithmeticException if there are more than {@code Integer.MAX_VALUE} rows
     */
    static PixelMatrix concatenate(PixelMatrix... parts) {
        return new ConcatenatedRows(parts.clone());
    }
}
