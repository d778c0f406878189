package org.lanewise.core.data;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** The rows of several matrices, one after another. */
final class ConcatenatedRows implements Features {

    private final Features[] parts;
    /** {@code starts[p]} is the first row of part p; the last entry is the number of rows. */
    private final int[] starts;

    /** Takes the array over: the caller must not write to it any more. */
    ConcatenatedRows(Features[] parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("There is nothing to concatenate: give at least one matrix.");
        }
        this.parts = parts;
        this.starts = new int[parts.length + 1];
        for (int part = 0; part < parts.length; part++) {
            if (parts[part].columns() != parts[0].columns()) {
                throw new IllegalArgumentException("Cannot concatenate examples of " + parts[0].columns() + " and "
                        + parts[part].columns() + " features.");
            }
            if (parts[part].element() != parts[0].element()) {
                throw new IllegalArgumentException("Cannot concatenate features stored as " + parts[0].element()
                        + " and as " + parts[part].element() + "; convert one of them.");
            }
            long rows = (long) starts[part] + parts[part].rows();
            if (rows > Integer.MAX_VALUE) {
                throw new ArithmeticException("The first " + (part + 1) + " pixel matrices have " + rows
                        + " images together, but a matrix has " + Integer.MAX_VALUE + " at most.");
            }
            starts[part + 1] = (int) rows;
        }
    }

    @Override
    public Element element() {
        return parts[0].element();
    }

    @Override
    public int rows() {
        return starts[parts.length];
    }

    @Override
    public int columns() {
        return parts[0].columns();
    }

    @Override
    public MemorySegment segment(int row) {
        int part = partOf(row);
        return parts[part].segment(row - starts[part]);
    }

    @Override
    public long offset(int row) {
        int part = partOf(row);
        return parts[part].offset(row - starts[part]);
    }

    @Override
    public boolean overlaps(FloatMatrix matrix) {
        for (Features part : parts) {
            if (part.overlaps(matrix)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String origin(int row) {
        int part = partOf(row);
        return parts[part].origin(row - starts[part]);
    }

    /** A data set has a handful of files: comparing with every start is faster than a branch that shuffling mispredicts. */
    private int partOf(int row) {
        Objects.checkIndex(row, rows());
        int part = 0;
        for (int next = 1; next < parts.length; next++) {
            part += (starts[next] - row - 1) >>> 31;
        }
        return part;
    }
}
