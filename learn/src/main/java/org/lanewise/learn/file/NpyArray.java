package org.lanewise.learn.file;

import java.util.List;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.files.Printable;

/** An array of one of the three kinds that are read and written, its elements in row-major order. */
public sealed interface NpyArray permits NpyArray.Floats, NpyArray.Integers, NpyArray.Texts {

    /** {@return the length of each dimension; none for a single value} */
    List<Integer> shape();

    /**
     * Floats: numpy's {@code float32}.
     *
     * @param shape the length of each dimension
     * @param values the elements; not copied
     */
    record Floats(List<Integer> shape, float[] values) implements NpyArray {

        /**
         * Checks that there are as many elements as the shape of at most two dimensions says.
         *
         * @throws IllegalArgumentException if there are not
         */
        public Floats {
            shape = checkedShape(shape, values.length);
        }
    }

    /**
     * Integers: numpy's {@code int64}.
     *
     * @param shape the length of each dimension
     * @param values the elements; not copied
     */
    record Integers(List<Integer> shape, long[] values) implements NpyArray {

        /**
         * Checks that there are as many elements as the shape of at most two dimensions says.
         *
         * @throws IllegalArgumentException if there are not
         */
        public Integers {
            shape = checkedShape(shape, values.length);
        }
    }

    /**
     * Texts: numpy's unicode strings. They do not end with the character 0, which fills the elements of a file.
     *
     * @param shape the length of each dimension
     * @param values the elements; copied
     */
    record Texts(List<Integer> shape, List<String> values) implements NpyArray {

        /**
         * Checks that there are as many elements as the shape of at most two dimensions says.
         *
         * @throws IllegalArgumentException if there are not, or one ends with the character 0, has half a surrogate pair or
         *     more than 4,096 characters
         */
        public Texts {
            shape = checkedShape(shape, values.size());
            values = List.copyOf(values);
            values.forEach(NpyArray::requireWritable);
        }
    }

    /**
     * Copies a matrix.
     *
     * @param matrix rows x columns
     * @return an array of two dimensions
     */
    static Floats of(FloatMatrix matrix) {
        return new Floats(List.of(matrix.rows(), matrix.columns()), matrix.toArray());
    }

    /**
     * A list of texts.
     *
     * @param texts the texts
     * @return an array of one dimension
     */
    static Texts of(List<String> texts) {
        return new Texts(List.of(texts.size()), texts);
    }

    /** Refuses a text that would not be the same when it is read. */
    private static void requireWritable(String text) {
        if (text.endsWith("\0")) {
            throw new IllegalArgumentException("A text of an array cannot end with the character 0.");
        }
        int characters = text.codePointCount(0, text.length());
        if (characters > NpyHeader.LONGEST) {
            throw new IllegalArgumentException("A text of an array has at most " + NpyHeader.LONGEST
                    + " characters, but one has " + characters + ": it begins with \"" + text.substring(0, 20) + "\".");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("A text of an array has half a surrogate pair, which is no character: \""
                    + Printable.of(text, 200) + "\".");
        }
    }

    private static List<Integer> checkedShape(List<Integer> shape, int elements) {
        if (shape.size() > NpyHeader.MOST_DIMENSIONS) {
            throw new IllegalArgumentException("An array has at most " + NpyHeader.MOST_DIMENSIONS
                    + " dimensions, but its shape is " + shape + ".");
        }
        long product = 1;
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException(
                        "An array has dimensions of at least 0, but its shape is " + shape + ".");
            }
            product *= length;
        }
        if (product != elements) {
            throw new IllegalArgumentException(
                    "An array of shape " + shape + " has " + product + " elements, but got " + elements + ".");
        }
        return List.copyOf(shape);
    }
}
