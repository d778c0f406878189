package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.List;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.MappedBytes;
import org.lanewise.datasets.internal.base.OffHeap;

/**
 * Arrays whose first index runs fastest: a column of all examples lies together. They are transposed tile by tile, so that
 * neither reading nor writing jumps for each element.
 */
final class FortranOrder {

    /** Elements of a tile: a few megabytes. */
    private static final int TILE = 1 << 20;

    private static final int LEAST_ROWS = 16;
    private static final int MOST_ROWS = 1024;

    private final ArraySource array;
    private final MappedContent content;
    private final MemorySegment into;
    private final int columns;

    private FortranOrder(ArraySource array, MappedContent content, MemorySegment into) {
        this.array = array;
        this.content = content;
        this.into = into;
        this.columns = (int) array.columns();
    }

    /** Writes the elements row after row, in their form in memory. What is compressed is unpacked first. */
    static void convert(ArraySource array, MemorySegment into) throws IOException {
        switch (array.content()) {
            case MappedContent content -> new FortranOrder(array, content, into).convert();
            case PackedContent packed -> {
                try (Arena arena = Arena.ofShared()) {
                    MemorySegment bytes = OffHeap.allocate(arena, packed.length(), array.name());
                    MappedBytes unpacked = new MappedBytes(array.file(), unpack(array, bytes));
                    new FortranOrder(array, new MappedContent(unpacked, 0, packed.length()), into).convert();
                }
            }
        }
    }

    private static MemorySegment unpack(ArraySource array, MemorySegment into) throws IOException {
        array.eachBlock((block, first) -> MemorySegment.copy(
                block.array(),
                0,
                into,
                ValueLayout.JAVA_BYTE,
                first * array.element().bytes(),
                block.limit()));
        return into;
    }

    private void convert() throws IOException {
        int step = Math.clamp(TILE / columns, LEAST_ROWS, MOST_ROWS);
        for (int row = 0; row < array.rows(); row += step) {
            convert(row, Math.min(step, array.rows() - row));
        }
    }

    private void convert(int row, int rows) throws IOException {
        int bytes = array.type().bytes();
        ByteBuffer block =
                ByteBuffer.allocate(rows * bytes).order(array.element().order());
        for (int column = 0; column < columns; column++) {
            content.copy((place(column) * array.rows() + row) * bytes, block.array(), 0, rows * bytes);
            put(block, row, column);
        }
    }

    private void put(ByteBuffer block, int row, int column) throws DatasetException {
        if (array.type().isByte()) {
            for (int i = 0; i < block.limit(); i++) {
                into.set(ValueLayout.JAVA_BYTE, index(row + i, column), block.get(i));
            }
            return;
        }
        float[] floats = new Floats(array).of(block, i -> index(row + i, column));
        Features.Element form = ArrayFeatures.form(array.type());
        for (int i = 0; i < floats.length; i++) {
            ArrayFeatures.store(form, floats[i], into, index(row + i, column));
        }
    }

    private long index(int row, int column) {
        return (long) row * columns + column;
    }

    /** Which column of the file a column is: there the first of its indices runs fastest, here the last. */
    private long place(int column) {
        List<Integer> shape = array.shape();
        long place = 0;
        int left = column;
        long stride = columns;
        for (int i = shape.size() - 1; i >= 1; i--) {
            stride /= shape.get(i);
            place += left % shape.get(i) * stride;
            left /= shape.get(i);
        }
        return place;
    }
}
