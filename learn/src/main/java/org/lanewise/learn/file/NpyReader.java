package org.lanewise.learn.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An array that is being read: its header is known, its elements come block by block. Nothing is kept of them here, so
 * whoever takes them decides where they go, after looking at the header.
 */
final class NpyReader {

    private static final int BLOCK = 1 << 16;

    private final InputStream in;
    private final String what;
    private final NpyHeader header;
    private final ByteBuffer block;
    private long read;

    /**
     * Reads the header.
     *
     * @param in begins with the header, and must end with the array
     * @param what names the array in messages
     * @param limit the most bytes that its data can have
     */
    NpyReader(InputStream in, String what, long limit) throws IOException {
        this.in = in;
        this.what = what;
        this.header = NpyHeader.read(in, what, NpyTypes.OF_MODELS);
        if (header.elements() > limit / header.size()) {
            throw new ArrayFileException(what + " claims " + header.elements() + " elements of " + header.size()
                    + " bytes, more than the " + limit + " bytes that it can have.");
        }
        int whole = BLOCK / header.size() * header.size();
        this.block = ByteBuffer.allocate((int) Math.min(whole, header.dataBytes()))
                .order(header.order())
                .limit(0);
    }

    /** What the array is called in messages. */
    String what() {
        return what;
    }

    NpyHeader header() {
        return header;
    }

    /** Takes elements, in the order of the file. */
    @FunctionalInterface
    private interface Element {
        void take(int row, int column, ByteBuffer data) throws IOException;
    }

    /** Takes floats, in the order of the file. */
    @FunctionalInterface
    interface FloatSink {

        /** Takes the float of a place; a vector is one row. */
        void put(int row, int column, float value) throws IOException;
    }

    /** Gives all floats to a taker; what is f8 in the file is rounded, and must not be beyond a float's range. */
    void floats(FloatSink sink) throws IOException {
        boolean wide = header.size() == Double.BYTES;
        each((row, column, data) -> {
            double value = wide ? data.getDouble() : data.getFloat();
            if (Double.isFinite(value) && Float.isInfinite((float) value)) {
                throw new ArrayFileException(what + " holds " + value + " as element " + index(row, column)
                        + ", but floats reach from -" + Float.MAX_VALUE + " to " + Float.MAX_VALUE + ".");
            }
            sink.put(row, column, (float) value);
        });
    }

    long[] integers() throws IOException {
        long[] values = new long[count()];
        boolean wide = header.size() == Long.BYTES;
        each((row, column, data) -> values[(int) index(row, column)] = wide ? data.getLong() : data.getInt());
        return values;
    }

    List<String> texts() throws IOException {
        String[] values = new String[count()];
        each((row, column, data) -> values[(int) index(row, column)] = text(data));
        return List.of(values);
    }

    /** The whole array on the heap. */
    NpyArray array() throws IOException {
        return switch (header.kind()) {
            case 'f' -> {
                float[] values = new float[count()];
                floats((row, column, value) -> values[(int) index(row, column)] = value);
                yield new NpyArray.Floats(header.shape(), values);
            }
            case 'i' -> new NpyArray.Integers(header.shape(), integers());
            default -> new NpyArray.Texts(header.shape(), texts());
        };
    }

    private int count() throws ArrayFileException {
        if (header.elements() > Integer.MAX_VALUE - Long.BYTES) {
            throw new ArrayFileException(
                    what + " has " + header.elements() + " elements, more than an array of Java can have.");
        }
        return (int) header.elements();
    }

    /** The number of an element, row after row. */
    long index(int row, int column) {
        return (long) row * header.columns() + column;
    }

    private void each(Element element) throws IOException {
        int outer = header.fortran() ? header.columns() : header.rows();
        int inner = header.fortran() ? header.rows() : header.columns();
        for (int i = 0; inner > 0 && i < outer; i++) {
            for (int j = 0; j < inner; j++) {
                if (!block.hasRemaining()) {
                    fill();
                }
                element.take(header.fortran() ? j : i, header.fortran() ? i : j, block);
            }
        }
        if (in.read() >= 0) {
            throw new ArrayFileException(what + " goes on after its " + header.dataBytes() + " bytes of data.");
        }
    }

    private void fill() throws IOException {
        int wanted = (int) Math.min(block.capacity(), header.dataBytes() - read);
        int got = in.readNBytes(block.array(), 0, wanted);
        read += got;
        if (got < wanted) {
            throw new ArrayFileException(
                    what + " should have " + header.dataBytes() + " bytes of data, but ends after " + read + ".");
        }
        block.clear().limit(wanted);
    }

    private String text(ByteBuffer data) throws ArrayFileException {
        int from = data.position();
        int end = from + header.size();
        data.position(end);
        while (end > from && data.getInt(end - NpyHeader.CHARACTER) == 0) {
            end -= NpyHeader.CHARACTER;
        }
        StringBuilder text = new StringBuilder((end - from) / NpyHeader.CHARACTER);
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
}
