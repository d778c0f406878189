package org.lanewise.core.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Single arrays in numpy's {@code .npy} format (numpy enhancement proposal 1).
 *
 * <p>Written are version 1.0, little-endian, row-major {@code <f4}, {@code <i8} and {@code <U}. Read are also versions 2.0
 * and 3.0, either byte order, Fortran order, {@code f8} (rounded to float) and {@code i4}, of at most two dimensions.
 * Memory is taken only as data arrive, never on the word of a header.
 */
public final class Npy {

    private Npy() {}

    /**
     * Reads an {@code .npy} file.
     *
     * @param file the file
     * @return the array
     * @throws ArrayFileException if it is not such a file, is cut short or goes on after the data
     * @throws IOException if it cannot be read
     */
    public static NpyArray read(Path file) throws IOException {
        requireRegular(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, file.toString(), Files.size(file));
        }
    }

    /** Refuses what is there and no file; opening a pipe would wait for ever, and a device may have no end. */
    static void requireRegular(Path file) throws ArrayFileException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            String found = Files.isDirectory(file) ? "a directory" : "a device or a pipe";
            throw new ArrayFileException(file + " is " + found + ", but a file of arrays was expected; give the file.");
        }
    }

    /**
     * Writes an {@code .npy} file: to a temporary file beside it, which then takes its place.
     *
     * @param file the file; replaced if it exists
     * @param array the array
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public static void write(Path file, NpyArray array) throws IOException {
        Replacement.write(file, out -> out.write(encode(array)));
    }

    /**
     * Reads an array that must end with the stream.
     *
     * @param what names the array in messages
     * @param limit the most bytes that its data may have
     */
    static NpyArray read(InputStream in, String what, long limit) throws IOException {
        NpyHeader header = NpyHeader.read(in, what);
        long elements = header.elements();
        if (elements > Math.min(limit, Integer.MAX_VALUE) / header.size()) {
            throw new ArrayFileException(what + " claims " + elements + " elements of " + header.size()
                    + " bytes, more than the " + Math.min(limit, Integer.MAX_VALUE) + " bytes that it can have.");
        }
        int claimed = Math.toIntExact(elements * header.size());
        byte[] data = in.readNBytes(claimed);
        if (data.length < claimed) {
            throw new ArrayFileException(
                    what + " should have " + claimed + " bytes of data, but ends after " + data.length + ".");
        }
        if (in.read() >= 0) {
            throw new ArrayFileException(what + " goes on after its " + claimed + " bytes of data.");
        }
        return decode(header, ByteBuffer.wrap(data).order(header.order()), (int) elements, what);
    }

    private static NpyArray decode(NpyHeader header, ByteBuffer data, int count, String what)
            throws ArrayFileException {
        IntUnaryOperator place = place(header);
        switch (header.kind()) {
            case 'f' -> {
                float[] values = new float[count];
                for (int i = 0; i < count; i++) {
                    int at = place.applyAsInt(i) * header.size();
                    values[i] = header.size() == Float.BYTES ? data.getFloat(at) : (float) data.getDouble(at);
                }
                return new NpyArray.Floats(header.shape(), values);
            }
            case 'i' -> {
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    int at = place.applyAsInt(i) * header.size();
                    values[i] = header.size() == Integer.BYTES ? data.getInt(at) : data.getLong(at);
                }
                return new NpyArray.Integers(header.shape(), values);
            }
            default -> {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    values.add(text(data, place.applyAsInt(i) * header.size(), header.size(), what));
                }
                return new NpyArray.Texts(header.shape(), values);
            }
        }
    }

    /** Where the element lies that is number i in row-major order. */
    private static IntUnaryOperator place(NpyHeader header) {
        if (!header.fortran() || header.shape().size() < 2) {
            return i -> i;
        }
        int rows = header.shape().get(0);
        int columns = header.shape().get(1);
        return i -> i % columns * rows + i / columns;
    }

    private static String text(ByteBuffer data, int from, int size, String what) throws ArrayFileException {
        StringBuilder text = new StringBuilder();
        int end = from + size;
        while (end > from && data.getInt(end - NpyHeader.CHARACTER) == 0) {
            end -= NpyHeader.CHARACTER;
        }
        for (int at = from; at < end; at += NpyHeader.CHARACTER) {
            int character = data.getInt(at);
            boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            if (!Character.isValidCodePoint(character) || surrogate) {
                throw new ArrayFileException(
                        what + " has a text with " + Integer.toHexString(character) + ", which is no character.");
            }
            text.appendCodePoint(character);
        }
        return text.toString();
    }

    /** The whole file of an array. */
    static byte[] encode(NpyArray array) {
        if (array instanceof NpyArray.Floats floats) {
            return encode(floats);
        }
        return array instanceof NpyArray.Integers integers ? encode(integers) : encode((NpyArray.Texts) array);
    }

    private static byte[] encode(NpyArray.Floats floats) {
        ByteBuffer bytes = begin("<f4", floats.shape(), (long) floats.values().length * Float.BYTES);
        for (float value : floats.values()) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private static byte[] encode(NpyArray.Integers integers) {
        ByteBuffer bytes = begin("<i8", integers.shape(), (long) integers.values().length * Long.BYTES);
        for (long value : integers.values()) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    private static byte[] encode(NpyArray.Texts texts) {
        int longest = 1;
        for (String text : texts.values()) {
            longest = Math.max(longest, text.codePointCount(0, text.length()));
        }
        long element = (long) longest * NpyHeader.CHARACTER;
        ByteBuffer bytes = begin("<U" + longest, texts.shape(), texts.values().size() * element);
        for (String text : texts.values()) {
            int next = bytes.position() + (int) element;
            text.codePoints().forEach(bytes::putInt);
            bytes.position(next);
        }
        return bytes.array();
    }

    /** A buffer that holds the header and has room for the data. */
    private static ByteBuffer begin(String type, List<Integer> shape, long dataBytes) {
        byte[] header = NpyHeader.encode(type, shape);
        return ByteBuffer.allocate(Math.toIntExact(header.length + dataBytes))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
    }
}
