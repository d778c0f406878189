package org.lanewise.core.data;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** Chosen rows of another matrix. */
final class SelectedRows implements Features {

    private final Features source;
    private final int[] chosen;

    /** Takes the array over: the caller must not write to it any more. */
    SelectedRows(Features source, int[] chosen) {
        for (int row : chosen) {
            Objects.checkIndex(row, source.rows());
        }
        this.source = source;
        this.chosen = chosen;
    }

    @Override
    public Element element() {
        return source.element();
    }

    @Override
    public int rows() {
        return chosen.length;
    }

    @Override
    public int columns() {
        return source.columns();
    }

    @Override
    public MemorySegment segment(int row) {
        return source.segment(chosen[row]);
    }

    @Override
    public long offset(int row) {
        return source.offset(chosen[row]);
    }

    @Override
    public boolean overlaps(FloatMatrix matrix) {
        return source.overlaps(matrix);
    }

    @Override
    public String origin(int row) {
        return source.origin(chosen[row]);
    }
}
