package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.OffHeap;

/**
 * Features of an array: where they lie, if they are bytes or floats of single or half precision, row after row in the order of
 * this machine's bytes. Others are converted once: bytes and bools to bytes, half precision to half precision, the rest to floats.
 */
final class ArrayFeatures {

    private static final int MOST_DIMENSIONS = 4;

    private final ArraySource array;
    private final Arena arena;

    private ArrayFeatures(ArraySource array, Arena arena) {
        this.array = array;
        this.arena = arena;
    }

    /**
     * Makes features of an array.
     *
     * @param array two to four dimensions, of which all but the first are one row
     * @param arena owns what is converted
     */
    static Features of(ArraySource array, Arena arena) throws IOException {
        requireMatrix(array);
        return new ArrayFeatures(array, arena).read();
    }

    private static void requireMatrix(ArraySource array) throws DatasetException {
        int dimensions = array.shape().size();
        if (array.type().isText()) {
            throw new DatasetException(
                    array.name() + " holds texts, but features are numbers; check which array has the features.");
        }
        if (dimensions < 2 || dimensions > MOST_DIMENSIONS) {
            throw new DatasetException(array.name() + " has the shape " + array.shape() + ", but features have 2 to "
                    + MOST_DIMENSIONS + " dimensions, of which the first counts the examples; reshape the array.");
        }
        if (array.shape().contains(0)) {
            throw new DatasetException(array.name() + " has the shape " + array.shape()
                    + ", so there is nothing to learn from; check how it was written.");
        }
        if (array.columns() > Integer.MAX_VALUE / Float.BYTES) {
            throw new DatasetException(array.name() + " has the shape " + array.shape() + ", but a row has at most "
                    + Integer.MAX_VALUE / Float.BYTES + " features.");
        }
    }

    private Features read() throws IOException {
        if (array.content() instanceof MappedContent content && isReadable()) {
            if (!array.type().isByte()) {
                FiniteNumbers.require(array, content);
            }
            return features(
                    content.bytes().segment(), content.offset(), array.file().toString());
        }
        MemorySegment converted = OffHeap.allocate(arena, array.rows() * rowBytes(), array.name());
        if (array.layout().fortran()) {
            FortranOrder.convert(array, converted);
        } else {
            array.eachBlock((block, first) -> convert(block, first, converted));
        }
        return features(converted, 0, array.file().toString());
    }

    /** Whether kernels can read the elements where they lie. */
    private boolean isReadable() {
        boolean isFloat = array.type() == ElementType.F4 || array.type() == ElementType.F2;
        boolean isNative = array.element().order().equals(ByteOrder.nativeOrder());
        return !array.layout().fortran() && (array.type().isByte() || isFloat && isNative);
    }

    private Features features(MemorySegment segment, long offset, String origin) {
        return Features.of(form(), segment, offset, array.rows(), (int) array.columns(), rowBytes(), origin);
    }

    private Features.Element form() {
        return form(array.type());
    }

    /** How elements of a type are stored. */
    static Features.Element form(ElementType type) {
        if (type.isByte()) {
            return Features.Element.BYTE;
        }
        return type == ElementType.F2 ? Features.Element.HALF : Features.Element.FLOAT;
    }

    private long rowBytes() {
        return array.columns() * form().bytes();
    }

    /** Stores a number, in half precision one that came from there. */
    static void store(Features.Element form, float value, MemorySegment into, long index) {
        if (form == Features.Element.HALF) {
            into.setAtIndex(ValueLayout.JAVA_SHORT, index, Float.floatToFloat16(value));
        } else {
            into.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
        }
    }

    private void convert(ByteBuffer block, long first, MemorySegment into) throws DatasetException {
        if (array.type().isByte()) {
            MemorySegment.copy(block.array(), 0, into, ValueLayout.JAVA_BYTE, first, block.limit());
            return;
        }
        float[] floats = new Floats(array).of(block, at -> first + at);
        if (form() == Features.Element.FLOAT) {
            MemorySegment.copy(floats, 0, into, ValueLayout.JAVA_FLOAT, first * Float.BYTES, floats.length);
            return;
        }
        for (int i = 0; i < floats.length; i++) {
            store(form(), floats[i], into, first + i);
        }
    }
}
