package org.lanewise.learn.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lanewise.core.internal.files.Printable;

/**
 * The header of an {@code .npy} file (numpy enhancement proposal 1): magic, version, length, and a Python dictionary of
 * three keys, padded so that the data begin at a multiple of 64 bytes.
 *
 * @param kind 'f' float, 'i' integer or 'U' text
 * @param order byte order of the data
 * @param size bytes of an element
 * @param fortran whether the first index runs fastest
 * @param shape the length of each dimension
 */
record NpyHeader(char kind, ByteOrder order, int size, boolean fortran, List<Integer> shape) {

    /** Bytes of a character of text: UTF-32. */
    static final int CHARACTER = 4;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;

    /** Bytes of a header, and characters of a text. */
    static final int LONGEST = 4096;

    static final int MOST_DIMENSIONS = 2;

    /** What a text of one character takes in memory, with the list that it is in. */
    private static final int TEXT_BYTES = 64;

    /** Characters of a header in a sentence. */
    private static final int MOST_SHOWN = 100;

    private static final Pattern TYPE = Pattern.compile("([<>])([fiU])([0-9]{1,9})");
    private static final Pattern KEY = Pattern.compile("\\G\\s*(?:'(descr)'\\s*:\\s*'([^']*)'"
            + "|'(fortran_order)'\\s*:\\s*(True|False)"
            + "|'(shape)'\\s*:\\s*\\(([0-9,\\s]*)\\))\\s*(,|(?=\\}))");

    /** The header of an array that is written: little-endian, row-major, version 1.0. */
    static byte[] encode(String type, List<Integer> shape) {
        String lengths = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String tuple = shape.size() == 1 ? lengths + "," : lengths;
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int before = MAGIC.length + 4;
        int padding = Math.floorMod(-(before + text.length() + 1), ALIGNMENT);
        byte[] dictionary = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(MAGIC);
        header.writeBytes(new byte[] {1, 0, (byte) dictionary.length, (byte) (dictionary.length >>> 8)});
        header.writeBytes(dictionary);
        return header.toByteArray();
    }

    /** Reads a header, of at most {@value #LONGEST} bytes. */
    static NpyHeader read(InputStream in, String what) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new ArrayFileException(what + " does not begin as an .npy array does, with \\x93NUMPY.");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3 || start[MAGIC.length + 1] != 0) {
            throw new ArrayFileException(what + " is an .npy array of version " + version + "."
                    + start[MAGIC.length + 1] + ", but only 1.0, 2.0 and 3.0 are known.");
        }
        byte[] length = in.readNBytes(version == 1 ? 2 : 4);
        if (length.length < (version == 1 ? 2 : 4)) {
            throw new ArrayFileException(what + " ends within the header of the array.");
        }
        long bytes = Integer.toUnsignedLong(ByteBuffer.wrap(Arrays.copyOf(length, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt());
        if (bytes > LONGEST) {
            throw new ArrayFileException(
                    what + " claims a header of " + bytes + " bytes; one of at most " + LONGEST + " was expected.");
        }
        byte[] dictionary = in.readNBytes((int) bytes);
        if (dictionary.length < bytes) {
            throw new ArrayFileException(what + " ends within the header of the array.");
        }
        return parse(new String(dictionary, StandardCharsets.UTF_8), what);
    }

    private static NpyHeader parse(String text, String what) throws ArrayFileException {
        String type = null;
        String order = null;
        String shape = null;
        int end = text.indexOf('{') + 1;
        Matcher key = KEY.matcher(text);
        boolean twice = false;
        while (end > 0 && key.find(end)) {
            if (key.group(1) != null) {
                twice |= type != null;
                type = key.group(2);
            } else if (key.group(3) != null) {
                twice |= order != null;
                order = key.group(4);
            } else {
                twice |= shape != null;
                shape = key.group(6);
            }
            end = key.end();
        }
        boolean whole =
                end > 0 && text.startsWith("{") && text.substring(end).strip().equals("}");
        if (!whole || twice || type == null || order == null || shape == null) {
            throw new ArrayFileException(what + " has a header that is not a dictionary of just 'descr',"
                    + " 'fortran_order' and 'shape': " + Printable.of(text.strip(), MOST_SHOWN) + ".");
        }
        return of(type, order.equals("True"), shape, what);
    }

    private static NpyHeader of(String type, boolean fortran, String shape, String what) throws ArrayFileException {
        Matcher parts = TYPE.matcher(type);
        boolean known = parts.matches();
        int size = known ? Integer.parseInt(parts.group(3)) : 0;
        char kind = known ? parts.group(2).charAt(0) : ' ';
        if (!known || !(kind == 'U' ? size > 0 && size <= LONGEST : size == 4 || size == 8)) {
            throw new ArrayFileException(what + " has elements of type '" + Printable.of(type, MOST_SHOWN)
                    + "', but only f4, f8, i4, i8 and U1 to U" + LONGEST + " are read, with < or > before them.");
        }
        ByteOrder order = parts.group(1).equals("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return new NpyHeader(kind, order, kind == 'U' ? CHARACTER * size : size, fortran, lengths(shape, what));
    }

    private static List<Integer> lengths(String tuple, String what) throws ArrayFileException {
        List<Integer> lengths = new ArrayList<>();
        String[] parts = tuple.isBlank() ? new String[0] : tuple.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.isEmpty() && i > 0 && i == parts.length - 1) {
                break;
            }
            if (!part.matches("[0-9]{1,10}") || Long.parseLong(part) > Integer.MAX_VALUE) {
                throw new ArrayFileException(
                        what + " has a shape that cannot be: (" + Printable.of(tuple, MOST_SHOWN) + ").");
            }
            lengths.add(Integer.parseInt(part));
        }
        if (lengths.size() > MOST_DIMENSIONS) {
            throw new ArrayFileException(
                    what + " has " + lengths.size() + " dimensions, but at most " + MOST_DIMENSIONS + " are read.");
        }
        return List.copyOf(lengths);
    }

    /** The number of elements; at most two dimensions of an int cannot overflow a long. */
    long elements() {
        return (long) rows() * columns();
    }

    /** The length of the first of two dimensions; a vector or a single value is one row. */
    int rows() {
        return shape.size() == 2 ? shape.get(0) : 1;
    }

    /** The length of the last dimension. */
    int columns() {
        return shape.isEmpty() ? 1 : shape.getLast();
    }

    /** Bytes of all elements in the file. */
    long dataBytes() {
        return elements() * size;
    }

    /** Bytes that all elements take in memory, at least: texts are objects. */
    long memory() {
        return elements()
                * switch (kind) {
                    case 'U' -> Math.max(size, TEXT_BYTES);
                    case 'i' -> Long.BYTES;
                    default -> size;
                };
    }
}
