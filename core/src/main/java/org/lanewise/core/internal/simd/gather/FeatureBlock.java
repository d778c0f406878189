package org.lanewise.core.internal.simd.gather;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.lanes.Lanes;

/**
 * The features of a block of examples, gathered from wherever the rows lie into one array that fits L2: kernels see one
 * array and one stride, shuffled rows cost their cache misses once, and every row is zero-padded to whole vectors, so that no
 * kernel reads past an example. Bytes and floats stay in their stored form, in an array each; floats of half precision become floats.
 */
public final class FeatureBlock {

    private Element stored = Element.BYTE;
    private Element element = Element.BYTE;
    private int features;
    private int stride;
    private byte[] bytes = new byte[0];
    private float[] floats = new float[0];

    /** Makes room for so many rows of the form and width of these features. */
    public void room(Features like, int rows) {
        room(like.element(), like.columns(), rows);
    }

    /** Makes room for so many rows of so many features. */
    public void room(Element form, int columns, int rows) {
        stored = form;
        element = gathered(form);
        features = columns;
        long elements = rows * stride(element, features);
        if (elements > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "Examples of " + features + " features are too large: an array cannot hold " + rows
                            + " of them, which are computed together.");
        }
        int length = (int) elements;
        stride = (int) stride(element, features);
        if (element == Element.BYTE && bytes.length < length) {
            bytes = new byte[length];
        } else if (element == Element.FLOAT && floats.length < length) {
            floats = new float[length];
        }
    }

    /**
     * How many examples go through scores, loss and gradient together: as many as fit {@link Blocking#BLOCK_BYTES}, whole tiles
     * of four.
     */
    public static int examples(Features features) {
        Element form = gathered(features.element());
        long rows = Blocking.BLOCK_BYTES / (stride(form, features.columns()) * form.bytes());
        return Math.clamp(rows, Blocking.FEWEST_EXAMPLES, Blocking.EXAMPLES) & -4;
    }

    private static Element gathered(Element stored) {
        return stored == Element.BYTE ? Element.BYTE : Element.FLOAT;
    }

    /** The form in which the block has the features: bytes or floats. */
    public Element element() {
        return element;
    }

    /** The form that they are gathered from. */
    Element stored() {
        return stored;
    }

    public byte[] bytes() {
        return bytes;
    }

    public float[] floats() {
        return floats;
    }

    int features() {
        return features;
    }

    /** Elements from one gathered row to the next. */
    public int stride() {
        return stride;
    }

    /**
     * Room for whole groups of 32 elements and for the 8-byte loads of the 128-bit kernels, in whole cache lines, and never a
     * multiple of 4096 bytes, at which rows would compete for cache sets.
     */
    private static long stride(Element element, int features) {
        int perLine = 64 / element.bytes();
        long lines = Math.ceilDiv(features + 2L * Lanes.VIRTUAL, perLine);
        return perLine * (lines % 2 == 0 ? lines + 1 : lines);
    }
}
