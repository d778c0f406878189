package org.lanewise.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExifTest {

    private static final int APP1 = 0xE1;
    private static final int SHORT = 3;
    private static final ByteOrder[] ORDERS = {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN};

    /** A directory of two entries, of which the second says how the camera was held, as a number of some type. */
    static byte[] directory(ByteOrder order, int type, int orientation) {
        Bytes bytes = new Bytes(order).text(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM");
        bytes.u16(42)
                .u32(10)
                .u16(0)
                .u16(2)
                .u16(0x100, 4)
                .u32(1, 5)
                .u16(0x112, type)
                .u32(1);
        switch (type) {
            case 1 -> bytes.u8(orientation, 0, 0, 0);
            case 4 -> bytes.u32(orientation);
            default -> bytes.u16(orientation, 0);
        }
        return bytes.u32(0).array();
    }

    private static byte[] segment(byte[] directory) {
        return Bytes.big().text("Exif\0\0").all(directory).array();
    }

    private static JpegBytes photo() {
        return new JpegBytes(16, 16, 1);
    }

    /** Of four blocks that are all different. */
    private static int[] seen(JpegBytes photo) throws IOException {
        int[] pixels = Read.pixels(photo.of(new int[][] {{10, 20, 30, 40}}), 2);
        return Arrays.stream(pixels).map(pixel -> pixel & 0xFF).toArray();
    }

    /** Rows 10 20 and 30 40 in the file. The Exif standard says which row and column of the scene come first. */
    @ParameterizedTest
    @CsvSource({
        "1, 10 20 30 40", "2, 20 10 40 30", "3, 40 30 20 10", "4, 30 40 10 20",
        "5, 10 30 20 40", "6, 30 10 40 20", "7, 40 20 30 10", "8, 20 40 10 30"
    })
    void aPhotoIsTurned(int orientation, String expected) throws IOException {
        int[] numbers =
                Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
        for (ByteOrder order : ORDERS) {
            // A byte, a short as the standard wants it, and a long.
            for (int type : new int[] {1, SHORT, 4}) {
                byte[] exif = segment(directory(order, type, orientation));
                assertArrayEquals(numbers, seen(photo().with(APP1, exif)), order + ", type " + type);
            }
        }
    }

    @Test
    void itIsFoundWhereverItStands() throws IOException {
        byte[] exif = segment(directory(ByteOrder.BIG_ENDIAN, SHORT, 6));
        byte[] xmp = Bytes.big().text("http://ns.adobe.com/xap/1.0/\0<x/>").array();
        byte[] upright = segment(directory(ByteOrder.BIG_ENDIAN, SHORT, 1));
        int[] turned = {30, 10, 40, 20};
        assertArrayEquals(turned, seen(photo().withRaw(0xFF).with(APP1, exif)), "a fill byte");
        assertArrayEquals(turned, seen(photo().withRaw(0xFF, 0xFF, 0xFF).with(APP1, exif)), "fill bytes");
        assertArrayEquals(turned, seen(photo().withJfif().withRaw(0xFF).with(APP1, exif)), "behind JFIF");
        assertArrayEquals(turned, seen(photo().with(APP1, xmp).with(APP1, exif)), "behind XMP");
        assertArrayEquals(turned, seen(photo().with(APP1, exif).with(APP1, xmp)), "before XMP");
        assertArrayEquals(turned, seen(photo().with(APP1, upright).with(APP1, exif)), "in a second one");
        assertArrayEquals(turned, seen(photo().with(0xFE, new byte[3]).with(APP1, exif)), "behind a comment");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1})
    void whatTheStandardDoesNotKnowIsUpright(int orientation) throws IOException {
        byte[] exif = segment(directory(ByteOrder.BIG_ENDIAN, SHORT, orientation));
        assertArrayEquals(new int[] {10, 20, 30, 40}, seen(photo().with(APP1, exif)));
    }

    @Test
    void damagedOnesSayNothing() {
        byte[] whole = directory(ByteOrder.BIG_ENDIAN, SHORT, 6);
        assertEquals(6, Exif.orientation(ByteBuffer.wrap(whole)));
        for (int length = 0; length < whole.length - 6; length++) {
            assertEquals(0, Exif.orientation(ByteBuffer.wrap(Arrays.copyOf(whole, length))), length + " bytes");
        }
        for (String start :
                new String[] {"4d4d002a7fffffff", "4d4d002affffffff", "4d4d002b0000000a", "4949002a0000000a"}) {
            byte[] elsewhere = whole.clone();
            System.arraycopy(HexFormat.of().parseHex(start), 0, elsewhere, 0, 8);
            assertEquals(0, Exif.orientation(ByteBuffer.wrap(elsewhere)), start);
        }
    }
}
