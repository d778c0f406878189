package org.lanewise.learn.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.lanewise.core.data.FloatMatrix;

/**
 * What an {@code .npy} file is to hold, written block by block and as often as it is wanted, so that arrays may be larger than
 * a Java array.
 *
 * @param type numpy's name of the elements' type
 * @param shape the length of each dimension
 * @param dataBytes bytes of all elements
 * @param elements writes them in row-major order
 */
record NpyContent(String type, List<Integer> shape, long dataBytes, Elements elements) {

    /** Writes elements. */
    @FunctionalInterface
    interface Elements {
        void writeTo(LittleEndian out) throws IOException;
    }

    static NpyContent of(NpyArray array) {
        return switch (array) {
            case NpyArray.Floats floats -> of(floats);
            case NpyArray.Integers integers -> of(integers);
            case NpyArray.Texts texts -> of(texts);
        };
    }

    private static NpyContent of(NpyArray.Floats floats) {
        return new NpyContent("<f4", floats.shape(), (long) Float.BYTES * floats.values().length, out -> {
            for (float value : floats.values()) {
                out.put(value);
            }
        });
    }

    private static NpyContent of(NpyArray.Integers integers) {
        return new NpyContent("<i8", integers.shape(), (long) Long.BYTES * integers.values().length, out -> {
            for (long value : integers.values()) {
                out.put(value);
            }
        });
    }

    private static NpyContent of(NpyArray.Texts texts) {
        int longest = 1;
        for (String text : texts.values()) {
            longest = Math.max(longest, text.codePointCount(0, text.length()));
        }
        int width = longest;
        long bytes = (long) NpyHeader.CHARACTER * width * texts.values().size();
        return new NpyContent("<U" + width, texts.shape(), bytes, out -> {
            for (String text : texts.values()) {
                put(text, width, out);
            }
        });
    }

    private static void put(String text, int width, LittleEndian out) throws IOException {
        int[] characters = text.codePoints().toArray();
        for (int i = 0; i < width; i++) {
            out.put(i < characters.length ? characters[i] : 0);
        }
    }

    /** A matrix as it is when it is written. */
    static NpyContent of(FloatMatrix matrix) {
        return ofElements(matrix, List.of(matrix.rows(), matrix.columns()));
    }

    /** A row or a column as it is when it is written, as an array of one dimension. */
    static NpyContent vectorOf(FloatMatrix vector) {
        return ofElements(vector, List.of(Math.multiplyExact(vector.rows(), vector.columns())));
    }

    private static NpyContent ofElements(FloatMatrix matrix, List<Integer> shape) {
        return new NpyContent("<f4", shape, (long) Float.BYTES * matrix.rows() * matrix.columns(), out -> {
            for (int row = 0; matrix.columns() > 0 && row < matrix.rows(); row++) {
                for (int column = 0; column < matrix.columns(); column++) {
                    out.put(matrix.get(row, column));
                }
            }
        });
    }

    /** Bytes of the whole file. */
    long bytes() {
        return NpyHeader.encode(type, shape).length + dataBytes;
    }

    /** Writes the whole file. */
    void writeTo(OutputStream out) throws IOException {
        out.write(NpyHeader.encode(type, shape));
        writeDataTo(out);
    }

    /** Writes the elements alone, little-endian. */
    void writeDataTo(OutputStream out) throws IOException {
        LittleEndian data = new LittleEndian(out);
        elements.writeTo(data);
        data.flush();
    }
}
