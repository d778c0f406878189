package org.lanewise.core.data;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.internal.GuardedCopies;

/**
 * A dense row-major matrix of floats off the heap: {@code rows x columns}, where consecutive rows are
 * {@code leadingDimension} floats apart.
 *
 * <p>A matrix is a view: it knows a segment, an offset and a shape, and never owns the memory. Whoever made the
 * segment's {@link Arena} decides how long it lives; an access after the arena was closed throws
 * {@link IllegalStateException}. Floats are in the platform's byte order and may start at any byte offset.
 *
 * <p>The memory may be that of a mapped file. Where someone cuts the file short, or its disk is full, elements throw
 * {@link LostDataException}, which names the file.
 *
 * <p>Instances are immutable (their elements are not) and may be shared between threads as far as the arena allows:
 * elements of a confined arena belong to the thread that made it. Concurrent writes to one element are a data race.
 */
public final class FloatMatrix implements Features {

    /** Alignment in bytes of matrices allocated here: a cache line, and the widest vector. */
    public static final int ALIGNMENT = 64;

    private static final int LINE_FLOATS = ALIGNMENT / Float.BYTES;
    private static final int PAGE_FLOATS = 4096 / Float.BYTES;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private final MemorySegment segment;
    private final long offset;
    private final int rows;
    private final int columns;
    private final int leadingDimension;

    /** Whether the memory may be gone although its arena is open. */
    private final boolean mapped;

    private FloatMatrix(MemorySegment segment, long offset, int rows, int columns, int leadingDimension) {
        this.segment = segment;
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
        this.leadingDimension = leadingDimension;
        this.mapped = segment.isMapped();
    }

    /**
     * Allocates a matrix of zeros with {@code leadingDimension == columns}; its first element is 64-byte aligned.
     *
     * @param arena the owner of the memory
     * @param rows number of rows, at least 0
     * @param columns number of columns, at least 0
     * @return the matrix
     * @throws IllegalArgumentException if the shape is negative
     */
    public static FloatMatrix allocate(Arena arena, int rows, int columns) {
        return allocate(arena, rows, columns, columns);
    }

    /**
     * Allocates a matrix of zeros with the given leading dimension; its first element is 64-byte aligned.
     *
     * @param arena the owner of the memory
     * @param rows number of rows, at least 0
     * @param columns number of columns, at least 0
     * @param leadingDimension floats from one row to the next, at least {@code columns}
     * @return the matrix
     * @throws IllegalArgumentException if the shape is negative or the leading dimension smaller than a row
     */
    public static FloatMatrix allocate(Arena arena, int rows, int columns, int leadingDimension) {
        requireShape(rows, columns, leadingDimension);
        long floats = rows == 0 || columns == 0 ? 1 : (long) rows * leadingDimension;
        if (floats > Long.MAX_VALUE / Float.BYTES) {
            throw new IllegalArgumentException("A matrix of " + rows + " rows, " + leadingDimension
                    + " floats apart, is larger than memory can be addressed.");
        }
        MemorySegment segment = arena.allocate(floats * Float.BYTES, ALIGNMENT);
        Segments.requireNative(segment, "a float matrix");
        return new FloatMatrix(segment, 0, rows, columns, leadingDimension);
    }

    /**
     * Allocates a matrix of zeros in which every row is 64-byte aligned and rows do not lie a multiple of 4096 bytes
     * apart, where they would compete for the same cache sets (3072 columns become a leading dimension of 3088). What has
     * no elements is not padded and takes no memory, however many rows it has.
     *
     * @param arena the owner of the memory
     * @param rows number of rows, at least 0
     * @param columns number of columns, at least 0
     * @return the matrix
     * @throws IllegalArgumentException if the shape is negative
     */
    public static FloatMatrix allocatePadded(Arena arena, int rows, int columns) {
        if (rows == 0 || columns == 0) {
            return allocate(arena, rows, columns);
        }
        requireShape(rows, columns, columns);
        long padded = (long) Math.ceilDiv(columns, LINE_FLOATS) * LINE_FLOATS;
        padded += columns > 0 && padded % PAGE_FLOATS == 0 ? LINE_FLOATS : 0;
        if (padded > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Rows of " + columns + " columns cannot be padded; use allocate.");
        }
        return allocate(arena, rows, columns, (int) padded);
    }

    /**
     * A matrix over existing off-heap memory, without copying.
     *
     * @param segment off-heap memory; the caller keeps its lifetime
     * @param offset byte offset of element (0, 0); any alignment
     * @param rows number of rows, at least 0
     * @param columns number of columns, at least 0
     * @param leadingDimension floats from one row to the next, at least {@code columns}
     * @return the view
     * @throws IllegalArgumentException if the shape is negative, the leading dimension smaller than a row, the segment
     *     on the heap, or too small for the matrix
     */
    public static FloatMatrix of(MemorySegment segment, long offset, int rows, int columns, int leadingDimension) {
        Objects.requireNonNull(segment, "segment");
        requireShape(rows, columns, leadingDimension);
        Segments.requireNative(segment, "a float matrix");
        long floats = rows == 0 || columns == 0 ? 0 : (long) (rows - 1) * leadingDimension + columns;
        long bytes = floats > Long.MAX_VALUE / Float.BYTES ? Long.MAX_VALUE : floats * Float.BYTES;
        Segments.requireRoom(segment, offset, bytes, rows + " x " + columns + " float matrix");
        return new FloatMatrix(segment, offset, rows, columns, leadingDimension);
    }

    /**
     * Copies a row-major heap array into a new matrix.
     *
     * @param arena the owner of the memory
     * @param rows number of rows, at least 0
     * @param columns number of columns, at least 0
     * @param values {@code rows * columns} floats, row after row
     * @return the matrix, {@code leadingDimension == columns}
     * @throws IllegalArgumentException if the array has another length
     */
    public static FloatMatrix copyOf(Arena arena, int rows, int columns, float... values) {
        FloatMatrix matrix = allocate(arena, rows, columns);
        matrix.copyFrom(values);
        return matrix;
    }

    /**
     * Copies rows of the heap into a new matrix.
     *
     * @param arena the owner of the memory
     * @param rows rows of one length; at least one
     * @return the matrix, {@code rows.length x rows[0].length}
     * @throws IllegalArgumentException if there is no row, or rows differ in length
     */
    public static FloatMatrix copyOf(Arena arena, float[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("There is no row, so the number of columns is not known; use allocate.");
        }
        int columns = rows[0].length;
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                throw new IllegalArgumentException("Rows must have one length, but row 0 has " + columns
                        + " elements and row " + row + " has " + rows[row].length + ".");
            }
        }
        FloatMatrix matrix = allocate(arena, rows.length, columns);
        for (int row = 0; row < matrix.rowsWithElements(); row++) {
            MemorySegment.copy(rows[row], 0, matrix.segment, FLOAT, matrix.offset(row), columns);
        }
        return matrix;
    }

    private static void requireShape(int rows, int columns, int leadingDimension) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException(
                    "A matrix needs a shape of at least 0 x 0, but got " + rows + " x " + columns + ".");
        }
        if (leadingDimension < columns) {
            throw new IllegalArgumentException(
                    "The leading dimension " + leadingDimension + " is smaller than a row of " + columns + " columns.");
        }
    }

    @Override
    public Element element() {
        return Element.FLOAT;
    }

    /** {@return the memory that holds the elements} */
    public MemorySegment segment() {
        return segment;
    }

    @Override
    public MemorySegment segment(int row) {
        return segment;
    }

    /** {@return the byte offset of element (0, 0) in {@link #segment()}} */
    public long offset() {
        return offset;
    }

    /**
     * The byte offset of the first element of a row in {@link #segment()}.
     *
     * @param row the row; not checked, the access through it is
     * @return the byte offset
     */
    @Override
    public long offset(int row) {
        return offset + (long) row * leadingDimension * Float.BYTES;
    }

    /** {@return the number of rows} */
    @Override
    public int rows() {
        return rows;
    }

    /** {@return the number of columns} */
    @Override
    public int columns() {
        return columns;
    }

    /** {@return the number of floats from one row to the next} */
    public int leadingDimension() {
        return leadingDimension;
    }

    /** {@return the number of bytes from one row to the next} */
    public long rowStride() {
        return (long) leadingDimension * Float.BYTES;
    }

    /**
     * Reads an element.
     *
     * @param row the row
     * @param column the column
     * @return the element
     * @throws IndexOutOfBoundsException if row or column is outside the matrix
     */
    @Override
    public float get(int row, int column) {
        long at = checkedOffset(row, column);
        return mapped ? getMapped(at) : segment.get(FLOAT, at);
    }

    private float getMapped(long at) {
        try {
            float element = segment.get(FLOAT, at);
            Faults.raise();
            return element;
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, this);
        }
    }

    /**
     * Writes an element.
     *
     * @param row the row
     * @param column the column
     * @param value the new element
     * @throws IndexOutOfBoundsException if row or column is outside the matrix
     */
    public void set(int row, int column, float value) {
        long at = checkedOffset(row, column);
        if (mapped) {
            setMapped(at, value);
        } else {
            segment.set(FLOAT, at, value);
        }
    }

    private void setMapped(long at, float value) {
        try {
            segment.set(FLOAT, at, value);
            Faults.raise();
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, this);
        }
    }

    private long checkedOffset(int row, int column) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(column, columns);
        return offset(row) + (long) column * Float.BYTES;
    }

    /**
     * A view of some rows; shares the elements.
     *
     * @param from first row
     * @param to row after the last
     * @return the view, {@code (to - from) x columns}
     * @throws IndexOutOfBoundsException if the range is outside the matrix
     */
    @Override
    public FloatMatrix rows(int from, int to) {
        Objects.checkFromToIndex(from, to, rows);
        return new FloatMatrix(segment, offset(from), to - from, columns, leadingDimension);
    }

    /**
     * A view of some columns; shares the elements and keeps the leading dimension.
     *
     * @param from first column
     * @param to column after the last
     * @return the view, {@code rows x (to - from)}
     * @throws IndexOutOfBoundsException if the range is outside the matrix
     */
    public FloatMatrix columns(int from, int to) {
        Objects.checkFromToIndex(from, to, columns);
        return new FloatMatrix(segment, offset + (long) from * Float.BYTES, rows, to - from, leadingDimension);
    }

    /**
     * Sets every element.
     *
     * @param value the value of all elements
     * @return this matrix
     */
    public FloatMatrix fill(float value) {
        for (int row = 0; row < rowsWithElements(); row++) {
            for (int column = 0; column < columns; column++) {
                set(row, column, value);
            }
        }
        return this;
    }

    /**
     * Copies the elements of a matrix of the same shape into this one.
     *
     * @param source the matrix to copy; must not overlap this one
     * @throws IllegalArgumentException if the shapes differ or the matrices overlap
     */
    public void copyFrom(FloatMatrix source) {
        if (source.rows != rows || source.columns != columns) {
            throw new IllegalArgumentException("Cannot copy a " + source.shape() + " matrix into " + shape() + ".");
        }
        if (overlaps(source)) {
            throw new IllegalArgumentException("Cannot copy between matrices that overlap.");
        }
        long bytes = (long) columns * Float.BYTES;
        try {
            for (int row = 0; row < rowsWithElements(); row++) {
                GuardedCopies.copy(source.segment, source.offset(row), segment, offset(row), bytes);
            }
            Faults.raise(source.segment);
            Faults.raise(segment);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, source, this);
        }
    }

    /**
     * Copies a row-major heap array into this matrix.
     *
     * @param values {@code rows * columns} floats, row after row
     * @throws IllegalArgumentException if the array has another length
     */
    public void copyFrom(float[] values) {
        requireLength(values);
        copyFrom(values, 0);
    }

    /**
     * Copies a part of a heap array into this matrix.
     *
     * @param values {@code rows * columns} floats, row after row, and perhaps others before and behind them
     * @param from where in the array they begin
     * @throws IndexOutOfBoundsException if they are not all in the array
     */
    public void copyFrom(float[] values, int from) {
        Objects.checkFromIndexSize((long) from, (long) rows * columns, (long) values.length);
        try {
            for (int row = 0; row < rowsWithElements(); row++) {
                GuardedCopies.write(values, from + row * columns, segment, offset(row), columns);
            }
            Faults.raise(segment);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, this);
        }
    }

    /**
     * Copies this matrix into a row-major heap array.
     *
     * @param values {@code rows * columns} floats, row after row
     * @throws IllegalArgumentException if the array has another length
     */
    public void copyTo(float[] values) {
        requireLength(values);
        copyTo(values, 0);
    }

    /**
     * Copies this matrix into a part of a heap array.
     *
     * @param values gets {@code rows * columns} floats, row after row
     * @param from where in the array they begin
     * @throws IndexOutOfBoundsException if the array has no room for them there
     */
    public void copyTo(float[] values, int from) {
        Objects.checkFromIndexSize((long) from, (long) rows * columns, (long) values.length);
        try {
            for (int row = 0; row < rowsWithElements(); row++) {
                GuardedCopies.floats(segment, offset(row), values, from + row * columns, columns);
            }
            Faults.raise(segment);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, this);
        }
    }

    /**
     * The elements as a new row-major heap array.
     *
     * @return {@code rows * columns} floats, row after row
     * @throws ArithmeticException if the matrix has more elements than an array can hold
     */
    public float[] toArray() {
        long elements = (long) rows * columns;
        if (elements > Integer.MAX_VALUE) {
            throw new ArithmeticException("A " + shape() + " matrix has " + elements
                    + " elements, more than an array can hold; copy it in parts, by rows(from, to).");
        }
        float[] values = new float[(int) elements];
        copyTo(values);
        return values;
    }

    /** Rows of no columns need no memory, so their offsets may lie outside the segment. */
    private int rowsWithElements() {
        return columns == 0 ? 0 : rows;
    }

    private void requireLength(float[] values) {
        if (values.length != (long) rows * columns) {
            throw new IllegalArgumentException("A " + shape() + " matrix has " + (long) rows * columns
                    + " elements, but the array has " + values.length + ".");
        }
    }

    /**
     * Whether this matrix and another share an element. Column views of one matrix, such as weights and the bias
     * column of the bias trick, lie between each other without sharing elements.
     *
     * @param other the other matrix
     * @return true if some element lies in both, or if that cannot be excluded
     */
    @Override
    public boolean overlaps(FloatMatrix other) {
        if (rows == 0 || columns == 0 || other.rows == 0 || other.columns == 0) {
            return false;
        }
        long start = segment.address() + offset;
        long otherStart = other.segment.address() + other.offset;
        if (start >= otherStart + other.extent() || otherStart >= start + extent()) {
            return false;
        }
        if (leadingDimension != other.leadingDimension) {
            return true;
        }
        long stride = rowStride();
        long shift = Math.floorMod(otherStart - start, stride);
        boolean between = shift >= (long) columns * Float.BYTES && shift + (long) other.columns * Float.BYTES <= stride;
        return !between;
    }

    /** Whether some byte of a range lies between the first and the last element; what lies between rows counts too. */
    boolean touches(MemorySegment other, long otherOffset, long bytes) {
        long start = segment.address() + offset;
        long otherStart = other.address() + otherOffset;
        return rows > 0 && columns > 0 && bytes > 0 && start < otherStart + bytes && otherStart < start + extent();
    }

    private long extent() {
        return ((long) (rows - 1) * leadingDimension + columns) * Float.BYTES;
    }

    /** {@return the shape as text, for example {@code 10 x 3072}} */
    public String shape() {
        return rows + " x " + columns;
    }

    @Override
    public String toString() {
        return MatrixText.of(this);
    }
}
