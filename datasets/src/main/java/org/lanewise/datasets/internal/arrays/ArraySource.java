package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * An array in a file of any format: what it is, and how to get its elements.
 *
 * @param name what it is called in messages
 * @param file the file that it lies in
 * @param element what its elements are
 * @param layout how they lie
 * @param content where they lie
 */
record ArraySource(String name, Path file, Element element, Layout layout, Content content) {

    /**
     * What an element is.
     *
     * @param type its type
     * @param order the order of its bytes
     * @param bytes bytes of an element; of a text all its characters
     */
    record Element(ElementType type, ByteOrder order, int bytes) {

        static Element of(ElementType type, ByteOrder order) {
            return new Element(type, order, type.bytes());
        }
    }

    /**
     * How elements lie.
     *
     * @param shape the length of each dimension
     * @param fortran whether the first index runs fastest, else the last
     */
    record Layout(List<Integer> shape, boolean fortran) {

        Layout {
            shape = List.copyOf(shape);
        }
    }

    List<Integer> shape() {
        return layout.shape();
    }

    ElementType type() {
        return element.type();
    }

    /** The number of rows N. */
    int rows() {
        return shape().getFirst();
    }

    /** The product of all further dimensions D. */
    long columns() {
        return shape().stream().skip(1).mapToLong(length -> length).reduce(1, Math::multiplyExact);
    }

    /** Gives all elements, in the order of the file, a block at a time. */
    void eachBlock(Content.Taker taker) throws IOException {
        content.eachBlock(element, taker);
    }
}
