package org.lanewise.core.file;

import java.lang.foreign.Arena;
import java.util.List;
import org.lanewise.core.data.FloatMatrix;

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
         * Checks that there are as many elements as the shape says.
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
         * Checks that there are as many elements as the shape says.
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
         * Checks that there are as many elements as the shape says.
         *
         * @throws IllegalArgumentException if there are not, or one ends with the character 0
         */
        public Texts {
            shape = checkedShape(shape, values.size());
            values = List.copyOf(values);
            for (String value : values) {
                if (value.endsWith("\0")) {
                    throw new IllegalArgumentException("A text of an array cannot end with the character 0.");
                }
            }
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
     * Copies a row or a column.
     *
     * @param vector 1 x n or n x 1
     * @return an array of one dimension
     */
    static Floats vectorOf(FloatMatrix vector) {
        float[] values = vector.toArray();
        return new Floats(List.of(values.length), values);
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

    /**
     * Copies floats of one or two dimensions into a matrix whose rows are padded to whole cache lines.
     *
     * @param arena the owner of the memory
     * @param floats the array
     * @param rows the matrix's rows
     * @param columns the matrix's columns
     * @return the matrix
     * @throws IllegalArgumentException if the array has another number of elements
     */
    static FloatMatrix matrix(Arena arena, Floats floats, int rows, int columns) {
        FloatMatrix matrix = FloatMatrix.allocatePadded(arena, rows, columns);
        matrix.copyFrom(floats.values);
        return matrix;
    }

    private static List<Integer> checkedShape(List<Integer> shape, int elements) {
        long product = 1;
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("An array has dimensions of at least 0, but its shape is " + shape);
            }
            product = Math.multiplyExact(product, length);
        }
        if (product != elements) {
            throw new IllegalArgumentException(
                    "An array of shape " + shape + " has " + product + " elements, but got " + elements + ".");
        }
        return List.copyOf(shape);
    }
}
