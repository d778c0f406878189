package org.lanewise.core.data;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** Consecutive rows of another matrix. */
record RowRange(Features source, int from, int to) implements Features {

    RowRange {
        Objects.checkFromToIndex(from, to, source.rows());
    }

    @Override
    public Element element() {
        return source.element();
    }

    @Override
    public int rows() {
        return to - from;
    }

    @Override
    public int columns() {
        return source.columns();
    }

    @Override
    public MemorySegment segment(int row) {
        return source.segment(from + Objects.checkIndex(row, to - from));
    }

    @Override
    public long offset(int row) {
        return source.offset(from + Objects.checkIndex(row, to - from));
    }

    @Override
    public boolean overlaps(FloatMatrix matrix) {
        return source.overlaps(matrix);
    }

    @Override
    public String origin(int row) {
        return source.origin(from + Objects.checkIndex(row, to - from));
    }
}
