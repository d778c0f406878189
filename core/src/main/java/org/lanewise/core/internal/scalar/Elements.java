package org.lanewise.core.internal.scalar;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;

/** Elements of checked matrices, without checking the indices a second time; the segment still checks its bounds. */
public final class Elements {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Elements() {}

    /**
     * Reads an element.
     *
     * @param matrix any matrix
     * @param row its row
     * @param column its column
     * @return the element
     */
    public static float get(FloatMatrix matrix, int row, int column) {
        return matrix.segment().get(FLOAT, matrix.offset(row) + (long) column * Float.BYTES);
    }

    /**
     * Writes an element.
     *
     * @param matrix any matrix
     * @param row its row
     * @param column its column
     * @param value what is written
     */
    public static void set(FloatMatrix matrix, int row, int column, float value) {
        matrix.segment().set(FLOAT, matrix.offset(row) + (long) column * Float.BYTES, value);
    }

    /** A feature of the row that begins at {@code offset}, in its stored form. */
    static float feature(Element element, MemorySegment segment, long offset, int column) {
        return switch (element) {
            case BYTE -> segment.get(ValueLayout.JAVA_BYTE, offset + column) & 0xFF;
            case HALF ->
                Float.float16ToFloat(
                        segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset + (long) column * Short.BYTES));
            case FLOAT -> segment.get(FLOAT, offset + (long) column * Float.BYTES);
        };
    }
}
