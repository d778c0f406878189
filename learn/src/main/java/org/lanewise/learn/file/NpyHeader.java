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
 * @param kind numpy's letter: 'f' float, 'i' signed and 'u' unsigned integer, 'b' bool, 'U' text of UTF-32, 'S' text of bytes
 * @param order byte order of the data
 * @param size bytes of an element
 * @param fortran whether the first index runs fastest
 * @param shape the length of each dimension; their product fits a long
 * @param bytes bytes of the header itself: the data begin behind them
 */
public record NpyHeader(char kind, ByteOrder order, int size, boolean fortran, List<Integer> shape, int bytes) {

    /** Bytes of a character of text: UTF-32. */
    static final int CHARACTER = 4;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;

    /** Bytes of a header, and characters of a text. */
    static final int LONGEST = 4096;

    static final int MOST_DIMENSIONS = NpyTypes.OF_MODELS.mostDimensions();

    /** What a text of one character takes in memory, with the list that it is in. */
    private static final int TEXT_BYTES = 64;

    /** Characters of a header in a sentence. */
    private static final int MOST_SHOWN = 100;

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

    /** Copies the shape. */
    public NpyHeader {
        shape = List.copyOf(shape);
    }

    /** Reads a header, of at most {@value #LONGEST} bytes. */
    static NpyHeader read(InputStream in, String what, NpyTypes types) throws IOException {
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
        int whole = start.length + length.length + dictionary.length;
        return parse(new String(dictionary, StandardCharsets.UTF_8), what, new Expected(types, whole));
    }

    /** What is known of a header before its text is looked at. */
    private record Expected(NpyTypes types, int bytes) {}

    private static NpyHeader parse(String text, String what, Expected expected) throws ArrayFileException {
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
        Element element = element(type, what, expected.types());
        List<Integer> lengths = lengths(shape, what, expected.types().mostDimensions());
        return new NpyHeader(
                element.kind(), element.order(), element.size(), order.equals("True"), lengths, expected.bytes());
    }

    /** What an element is. */
    private record Element(char kind, ByteOrder order, int size) {}

    private static Element element(String type, String what, NpyTypes types) throws ArrayFileException {
        Matcher parts = types.pattern().matcher(type);
        boolean known = parts.matches();
        int group = 2;
        while (known && parts.group(group) == null) {
            group += 2;
        }
        char kind = known ? parts.group(group).charAt(0) : ' ';
        int size = known ? Integer.parseInt(parts.group(group + 1)) : 0;
        boolean isText = kind == 'U' || kind == 'S';
        if (!known || isText && (size == 0 || size > LONGEST)) {
            throw new ArrayFileException(what + " has elements of type '" + Printable.of(type, MOST_SHOWN) + "', but "
                    + types.expected() + ".");
        }
        return new Element(kind, order(parts.group(1)), kind == 'U' ? CHARACTER * size : size);
    }

    private static ByteOrder order(String sign) {
        return switch (sign) {
            case "<" -> ByteOrder.LITTLE_ENDIAN;
            case ">" -> ByteOrder.BIG_ENDIAN;
            default -> ByteOrder.nativeOrder();
        };
    }

    private static List<Integer> lengths(String tuple, String what, int mostDimensions) throws ArrayFileException {
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
        if (lengths.size() > mostDimensions) {
            throw new ArrayFileException(
                    what + " has " + lengths.size() + " dimensions, but at most " + mostDimensions + " are read.");
        }
        requireCountable(lengths, what);
        return List.copyOf(lengths);
    }

    private static void requireCountable(List<Integer> lengths, String what) throws ArrayFileException {
        long elements = lengths.contains(0) ? 0 : 1;
        for (int length : lengths) {
            if (length > 0 && elements > Long.MAX_VALUE / length) {
                throw new ArrayFileException(what + " has the shape " + lengths + ", more than any file can hold.");
            }
            elements *= length;
        }
    }

    /** {@return the number of elements} */
    public long elements() {
        return shape.stream().mapToLong(length -> length).reduce(1, (a, b) -> a * b);
    }

    /** The length of the first of two dimensions; a vector or a single value is one row. */
    int rows() {
        return shape.size() == 2 ? shape.get(0) : 1;
    }

    /** The length of the last dimension. */
    int columns() {
        return shape.isEmpty() ? 1 : shape.getLast();
    }

    /** {@return the bytes of all elements in the file} */
    public long dataBytes() {
        return elements() * size;
    }

    /** Bytes that all elements take in memory, at least: texts are objects. */
    long memory() {
        return elements()
                * switch (kind) {
                    case 'U', 'S' -> Math.max(size, TEXT_BYTES);
                    case 'i' -> Long.BYTES;
                    case 'u' -> size == 1 ? 1 : Long.BYTES;
                    case 'f' -> Math.max(size, Float.BYTES);
                    default -> size;
                };
    }
}
