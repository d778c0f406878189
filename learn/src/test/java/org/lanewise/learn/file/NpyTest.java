package org.lanewise.learn.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.internal.files.Replacement;

/** Single arrays, compared with numpy's format byte by byte. */
@Tag("any-kernels")
class NpyTest {

    private static final String FLOATS = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";

    /** Bytes of a header, and characters of a text. */
    private static final int LONGEST = 4096;

    @TempDir
    Path folder;

    private NpyArray read(byte[] bytes) throws IOException {
        return Npy.read(Files.write(folder.resolve("array.npy"), bytes));
    }

    /** NEP 1: magic, version, little-endian length of the header, a dictionary padded with spaces to a multiple of 64. */
    @Test
    void writesNumpysBytes() throws IOException {
        Path file = folder.resolve("written.npy");
        Npy.write(file, new NpyArray.Floats(List.of(2, 3), new float[] {1, 2, 3, 4, 5, -0.5f}));
        byte[] expected = new byte[128 + 24];
        Arrays.fill(expected, (byte) ' ');
        System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0}, 0, expected, 0, 10);
        byte[] dictionary = FLOATS.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(dictionary, 0, expected, 10, dictionary.length);
        expected[127] = '\n';
        ByteBuffer.wrap(expected)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(128)
                .putFloat(1)
                .putFloat(2)
                .putFloat(3)
                .putFloat(4)
                .putFloat(5)
                .putFloat(-0.5f);
        assertArrayEquals(expected, Files.readAllBytes(file));
    }

    @Test
    void writesShapesAsPythonDoes() throws IOException {
        assertTrue(header(new NpyArray.Integers(List.of(), new long[] {7}))
                .contains("'<i8', 'fortran_order': False, 'shape': ()"));
        assertTrue(header(new NpyArray.Integers(List.of(1), new long[] {7})).contains("'shape': (1,)"));
        assertTrue(header(NpyArray.of(List.of("a", "abc"))).contains("'descr': '<U3'"));
        assertTrue(header(NpyArray.of(List.of())).contains("'descr': '<U1'"), "numpy has no texts of length 0");
    }

    private String header(NpyArray array) throws IOException {
        Path file = folder.resolve("header.npy");
        Npy.write(file, array);
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(0, (10 + (bytes[8] & 0xFF)) % 64, "where the data begin");
        return new String(bytes, 10, bytes[8] & 0xFF, StandardCharsets.US_ASCII);
    }

    @Test
    void readsWhatItWrites() throws IOException {
        Path file = folder.resolve("array.npy");
        float[] floats = {Float.MIN_VALUE, -0f, Float.NaN, Float.POSITIVE_INFINITY};
        Npy.write(file, new NpyArray.Floats(List.of(4), floats));
        NpyArray.Floats read = (NpyArray.Floats) Npy.read(file);
        assertEquals(List.of(4), read.shape());
        assertArrayEquals(floats, read.values());

        Npy.write(file, new NpyArray.Integers(List.of(2, 1), new long[] {Long.MIN_VALUE, 1}));
        NpyArray.Integers integers = (NpyArray.Integers) Npy.read(file);
        assertEquals(List.of(2, 1), integers.shape());
        assertArrayEquals(new long[] {Long.MIN_VALUE, 1}, integers.values());

        NpyArray.Texts texts = NpyArray.of(List.of("", "ship", "Flugzeug \u00e4\u00f6", "\ud83d\udc38 frog"));
        Npy.write(file, texts);
        assertEquals(texts, Npy.read(file));
    }

    @Test
    void readsTheOtherByteOrderFortranOrderDoublesAndShortIntegers() throws IOException {
        byte[] data = Bytes.floats(ByteOrder.BIG_ENDIAN, 1, 2, 3, 4, 5, 6);
        float[] rows = ((NpyArray.Floats) read(Bytes.npy(">f4", false, "(2, 3)", data))).values();
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, rows);
        float[] columns = ((NpyArray.Floats) read(Bytes.npy(">f4", true, "(2, 3)", data))).values();
        assertArrayEquals(new float[] {1, 3, 5, 2, 4, 6}, columns);

        byte[] doubles = ByteBuffer.allocate(16).putDouble(0.1).putDouble(-2).array();
        assertArrayEquals(
                new float[] {0.1f, -2}, ((NpyArray.Floats) read(Bytes.npy(">f8", false, "(2,)", doubles))).values());
        byte[] ints = ByteBuffer.allocate(8).putInt(-1).putInt(5).array();
        assertArrayEquals(
                new long[] {-1, 5}, ((NpyArray.Integers) read(Bytes.npy(">i4", false, "(2,)", ints))).values());
        byte[] text = ByteBuffer.allocate(8).putInt('x').putInt(0).array();
        assertEquals(NpyArray.of(List.of("x")), read(Bytes.npy(">U2", false, "(1,)", text)));
    }

    @Test
    void readsHeadersInAnyOrderAndVersion2() throws IOException {
        byte[] data = Bytes.floats(ByteOrder.LITTLE_ENDIAN, 1.5f);
        byte[] version1 = Bytes.npy("{ 'shape':(1,),'fortran_order':False,'descr':'<f4'}", data);
        assertArrayEquals(new float[] {1.5f}, ((NpyArray.Floats) read(version1)).values());
        byte[] version2 = new byte[version1.length + 2];
        System.arraycopy(version1, 0, version2, 0, 10);
        System.arraycopy(version1, 10, version2, 12, version1.length - 10);
        for (byte version = 2; version <= 3; version++) {
            version2[6] = version;
            assertArrayEquals(new float[] {1.5f}, ((NpyArray.Floats) read(version2)).values());
        }
    }

    @Test
    void readsTheLongestHeaderTextAndArrayThatItMay() throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}";
        String padded = header + " ".repeat(LONGEST - 1 - header.length());
        assertEquals(List.of(1), read(Bytes.npy(padded, new byte[4])).shape());
        refuses("claims a header", Bytes.npy(padded + " ", new byte[4]));

        assertEquals(
                List.of(0),
                read(Bytes.npy("<U" + LONGEST, false, "(0,)", new byte[0])).shape());
        refuses("type", Bytes.npy("<U" + (LONGEST + 1), false, "(0,)", new byte[0]));

        byte[] three = Bytes.npy("<f4", false, "(3,)", new byte[12]);
        assertEquals(
                List.of(3),
                new NpyReader(new ByteArrayInputStream(three), "three", 12)
                        .array()
                        .shape());
        assertThrows(ArrayFileException.class, () -> new NpyReader(new ByteArrayInputStream(three), "three", 11));
    }

    /** Elements come in blocks of 64 KiB; here are some of each kind that end within one. */
    @Test
    void readsArraysOfManyBlocks() throws IOException {
        Path file = folder.resolve("array.npy");
        SplittableRandom random = new SplittableRandom(171);
        long[] integers = random.longs(50_001).toArray();
        Npy.write(file, new NpyArray.Integers(List.of(50_001), integers));
        assertArrayEquals(integers, ((NpyArray.Integers) Npy.read(file)).values());
        List<String> texts = random.ints(20_001).mapToObj(Integer::toString).toList();
        Npy.write(file, NpyArray.of(texts));
        assertEquals(texts, ((NpyArray.Texts) Npy.read(file)).values());
        float[] columns = new float[301 * 113];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i % 301 * 113 + i / 301;
        }
        byte[] fortran = Bytes.npy("<f4", true, "(301, 113)", Bytes.floats(ByteOrder.LITTLE_ENDIAN, columns));
        float[] rows = ((NpyArray.Floats) read(fortran)).values();
        for (int i = 0; i < rows.length; i++) {
            assertEquals(i, rows[i]);
        }
    }

    /** Numpy's float64 is rounded; what would become infinite is what the file has, not infinity. */
    @Test
    void refusesDoublesBeyondTheRangeOfFloat() throws IOException {
        double[] fit = {Float.MAX_VALUE, -Float.MAX_VALUE, 3.40282350e38, 1e-300, Double.POSITIVE_INFINITY, Double.NaN};
        float[] read = ((NpyArray.Floats) read(Bytes.npy(">f8", false, "(6,)", doubles(fit)))).values();
        assertArrayEquals(
                new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE, 0, Float.POSITIVE_INFINITY, Float.NaN},
                read);
        refuses(
                "holds -1.0E300 as element 3, but floats reach from -3.4028235E38 to 3.4028235E38",
                Bytes.npy(">f8", false, "(2, 2)", doubles(1, 2, 3, -1e300)));
        refuses("holds 3.4028236E38 as element 1", Bytes.npy(">f8", true, "(2, 2)", doubles(1, 2, 3.4028236e38, 4)));
    }

    private static byte[] doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }

    /** Rows without columns, or columns without rows, are nothing: no loop goes over two billion of them. */
    @ParameterizedTest
    @ValueSource(strings = {"(2147483647, 0)", "(0, 2147483647)", "(0,)", "(0, 0)"})
    @Timeout(10)
    void readsEmptyArraysOfAnyShape(String shape) throws IOException {
        for (boolean fortran : new boolean[] {false, true}) {
            for (String type : new String[] {"<f4", "<f8", "<i4", "<i8", "<U4096"}) {
                NpyArray empty = read(Bytes.npy(type, fortran, shape, new byte[0]));
                assertTrue(shape.contains(empty.shape().getFirst().toString()));
                Path file = folder.resolve("empty.npy");
                Npy.write(file, empty);
                assertEquals(empty.shape(), Npy.read(file).shape());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'descr': '<f4', 'fortran_order': False}",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}",
                "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,)}",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} {}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': 1}",
                "x{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f4' 'fortran_order': False, 'shape': (1,)}"
            })
    void refusesHeadersThatAreNoDictionaryOfThree(String header) {
        refuses("'descr', 'fortran_order' and 'shape'", Bytes.npy(header, new byte[4]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"|O", "<f2", "=f4", "<f16", "|S5", "<U0", "<U999999999", "<c8", "|b1", "<i2", "<m8[ns]", "f4"})
    void refusesOtherTypes(String type) {
        refuses("type '" + type, Bytes.npy(type, false, "(1,)", new byte[64]));
    }

    /** What a header claims is compared with what is there before memory is taken: these would be up to 2^64 bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"(2147483647,)", "(2147483647, 2147483647)", "(1000000, 1000)", "(17,)"})
    void refusesMoreElementsThanTheFileCanHold(String shape) {
        refuses("claims", Bytes.npy("<f8", false, shape, new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(-1,)", "(1,,2)", "(,)", "(2147483648,)", "(99999999999999999999,)", "(1 2,)"})
    void refusesShapesThatCannotBe(String shape) {
        assertThrows(ArrayFileException.class, () -> read(Bytes.npy("<f4", false, shape, new byte[4])));
    }

    @Test
    void refusesThreeDimensions() {
        refuses("3 dimensions", Bytes.npy("<f4", false, "(1, 1, 1)", new byte[4]));
    }

    /** Every beginning of a file, and one byte more than the file. */
    @Test
    void refusesWhatIsCutShortOrGoesOn() throws IOException {
        byte[] whole = Bytes.npy(FLOATS, new byte[24]);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(ArrayFileException.class, () -> read(part), length + " bytes");
        }
        assertEquals(List.of(2, 3), read(whole).shape());
        refuses("goes on", Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void refusesOtherVersionsAndLongHeaders() {
        byte[] array = Bytes.npy(FLOATS, new byte[24]);
        array[6] = 4;
        refuses("version 4.0", array);
        array[6] = 2;
        refuses("claims a header of", array);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xD800, 0xDFFF, 0x110000, -1})
    void refusesTextThatIsNoText(int character) {
        byte[] data = ByteBuffer.allocate(4).putInt(character).array();
        refuses("no character", Bytes.npy(">U1", false, "(1,)", data));
    }

    /** One sentence: the file, and what is wrong; nothing unprintable that the file says. */
    private void refuses(String part, byte[] bytes) {
        String message =
                assertThrows(ArrayFileException.class, () -> read(bytes)).getMessage();
        assertTrue(message.contains(part), message);
        assertTrue(message.contains("array.npy") && message.endsWith(".") && !message.contains("\n"), message);
    }

    /** A message repeats at most 100 characters of a file. */
    @Test
    void refusalsQuoteTheBeginning() {
        String header = "{" + "x".repeat(98) + "}";
        refuses(": " + header + ".", Bytes.npy(header, new byte[4]));
        refuses(": {" + "x".repeat(99) + "....", Bytes.npy("{" + "x".repeat(99) + "}", new byte[4]));
    }

    /** Opening a pipe would wait for ever, and a device has no end. */
    @Test
    void refusesWhatIsNoFile() {
        for (Path other : List.of(folder, Path.of("/dev/zero"))) {
            assumeTrue(Files.exists(other), "Skipped: there are no such devices here.");
            for (Executable read : new Executable[] {() -> Npy.read(other), () -> Npz.read(other)}) {
                String message = assertThrows(ArrayFileException.class, read).getMessage();
                String found = other.equals(folder) ? "a directory" : "a device or a pipe";
                assertTrue(message.startsWith(other + " is " + found), message);
            }
        }
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("kept"), "old");
        assertThrows(
                IOException.class,
                () -> Replacement.write(file, out -> {
                    out.write(1);
                    throw new IOException("disk full");
                }));
        assertEquals("old", Files.readString(file));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList(), "no temporary file is left");
        }
        Path nowhere = folder.resolve("none").resolve("x.npy");
        String message = assertThrows(NoSuchFileException.class, () -> Npy.write(nowhere, NpyArray.of(List.of())))
                .getMessage();
        assertTrue(message.contains("no folder"), message);
    }

    @Test
    void arraysHaveTheElementsOfTheirShape() {
        assertThrows(IllegalArgumentException.class, () -> new NpyArray.Floats(List.of(2, 2), new float[3]));
        assertThrows(IllegalArgumentException.class, () -> new NpyArray.Integers(List.of(-1), new long[0]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new NpyArray.Integers(List.of(1, 1, 1), new long[1]),
                "2 dimensions");
    }

    /** Reading would refuse these, or give others back. */
    @Test
    void textsAreThoseThatCanBeReadAgain() throws IOException {
        for (String text : List.of("a\0", "\0", "a\ud800", "\udc00b", "\ud83d", "x".repeat(LONGEST + 1))) {
            String message = assertThrows(IllegalArgumentException.class, () -> NpyArray.of(List.of("good", text)))
                    .getMessage();
            assertTrue(message.startsWith("A text of an array") && message.endsWith("."), message);
        }
        NpyArray.Texts longest = NpyArray.of(List.of("\ud83d\udc38".repeat(LONGEST), "a\0b", ""));
        Path file = folder.resolve("longest.npy");
        Npy.write(file, longest);
        assertEquals(longest, Npy.read(file));
    }
}
