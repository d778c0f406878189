package org.lanewise.core.data;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** Rows at a fixed distance in one segment. */
record StridedRows(
        Element element, MemorySegment segment, long offset, int rows, int columns, long stride, String origin)
        implements Features {

    StridedRows {
        Objects.requireNonNull(element, "element");
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(origin, "origin");
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException(
                    "Features need a shape of at least 0 x 0, but got " + rows + " x " + columns + ".");
        }
        long rowBytes = (long) columns * element.bytes();
        if (stride < rowBytes) {
            throw new IllegalArgumentException("The stride of " + stride + " bytes is smaller than a row of " + columns
                    + " features, " + rowBytes + " bytes.");
        }
        Segments.requireNative(segment, "features");
        if (rows > 1 && stride > (Long.MAX_VALUE - rowBytes) / (rows - 1)) {
            throw new IllegalArgumentException(
                    rows + " rows, " + stride + " bytes apart, are larger than memory can be addressed.");
        }
        long bytes = rows == 0 ? 0 : (rows - 1L) * stride + rowBytes;
        Segments.requireRoom(segment, offset, bytes, rows + " x " + columns + " matrix of features");
    }

    @Override
    public boolean overlaps(FloatMatrix matrix) {
        return rows > 0 && columns > 0 && matrix.touches(segment, offset, (rows - 1L) * stride + rowBytes());
    }

    @Override
    public String origin(int row) {
        Objects.checkIndex(row, rows);
        return origin;
    }

    @Override
    public MemorySegment segment(int row) {
        Objects.checkIndex(row, rows);
        return segment;
    }

    @Override
    public long offset(int row) {
        Objects.checkIndex(row, rows);
        return offset + row * stride;
    }
}
