package org.lanewise.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lanewise.datasets.pictures.Read.assertRefused;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BmpTest {

    private static final String COLOURS = "0000ff00" + "00ff0000" + "ff000000" + "00000000";
    private static final int RED = 0xFF0000;
    private static final int GREEN = 0x00FF00;
    private static final int BLUE = 0x0000FF;

    /** A header of any length, with what follows its first 40 bytes, then the pixels. */
    private static byte[] bmp(
            int header, int width, int height, int depth, int compression, String rest, String pixels) {
        Bytes info = Bytes.little()
                .u32(header, width, height)
                .u16(1, depth)
                .u32(compression, 0, 0, 0, depth > 8 ? 0 : rest.length() / 8, 0)
                .hex(rest);
        info.all(new byte[Math.max(0, header - info.size())]);
        return Bytes.little()
                .text("BM")
                .u32(0, 0, 14 + info.size())
                .all(info.array())
                .hex(pixels)
                .array();
    }

    private static byte[] coloured(int depth, int compression, String pixels) {
        return bmp(40, 2, 2, depth, compression, COLOURS, pixels);
    }

    /** Rows from the bottom, on whole words. */
    @ParameterizedTest
    @CsvSource({"8, 0201000000010000", "4, 2100000001000000"})
    void palettesAreColours(int depth, String pixels) throws IOException {
        int[] expected = {RED, GREEN, BLUE, GREEN};
        assertArrayEquals(expected, Read.pixels(coloured(depth, 0, pixels), 2));
    }

    @Test
    void bitsAreColours() throws IOException {
        assertArrayEquals(new int[] {RED, GREEN, GREEN, RED}, Read.pixels(coloured(1, 0, "8000000040000000"), 2));
    }

    @Test
    void os2HasColoursOfThreeBytes() throws IOException {
        Bytes bmp = Bytes.little().text("BM").u32(0, 0, 14 + 12 + 6).u32(12).u16(2, 1, 1, 1);
        bmp.hex("0000ff" + "00ff00").hex("40000000");
        assertArrayEquals(new int[] {RED, GREEN, RED, GREEN}, Read.pixels(bmp.array(), 2));
    }

    /** Two pixels, the first of which has the samples 1, 2 and 3 of the full range, and alpha where there is one. */
    @ParameterizedTest
    @CsvSource({
        // Fifths of a byte: 1/31, 2/31, 3/31 of 255; by masks, 2/63.
        "40, 16, 0, '', 4304ffff, 081019",
        "40, 16, 3, 00f80000e00700001f000000, 4308ffff, 080819",
        "40, 24, 0, '', 030201ffffff0000, 010203",
        // The fourth byte is nothing without a mask.
        "40, 32, 0, '', 03020100ffffffff, 010203",
        "40, 32, 3, ff00000000ff00000000ff00, 01020300ffffffff, 010203",
        "56, 32, 3, ff00000000ff00000000ff00000000ff, 010203ffffffffff, 010203",
        // Transparent, so paper.
        "56, 32, 3, ff00000000ff00000000ff00000000ff, 01020300ffffffff, ffffff",
        "40, 32, 6, ff00000000ff00000000ff00000000ff, 01020300ffffffff, ffffff",
        "108, 32, 3, 0000ff0000ff0000ff000000000000ff, 030201ffffffffff, 010203",
        // Ten bits: 341, 682 and 1023 of 1023.
        "124, 32, 3, 0000f03f00fc0f00ff03000000000000, ffab5a15ffffff3f, 55aaff",
    })
    void samplesAreAmongTheBits(int header, int depth, int compression, String rest, String pixels, String first)
            throws IOException {
        int[] read = Read.pixels(bmp(header, 2, -1, depth, compression, rest, pixels), 2);
        assertEquals(first, String.format("%06x", read[0]));
        assertEquals(0xFFFFFF, read[1]);
    }

    @Test
    void aNegativeHeightBeginsAtTheTop() throws IOException {
        byte[] bmp = bmp(40, 1, -2, 24, 0, "", "0000ff00" + "00ff0000");
        assertArrayEquals(new int[] {RED, RED, GREEN, GREEN}, Read.pixels(bmp, 2));
    }

    /** Runs, colours as they are, ends of rows, leaps and an early end, over rows of 4 pixels. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // A run of 4; then 1, and 3 as they are, filled up to words; a leap of 2 to the right; an end.
                "1: 0401 0000 0102 0003 010203 00 0000 0002 0200 0201 0001",
                "2: 0411 0000 0120 0003 1230 0000 0002 0200 0211 0001"
            })
    void runsAreRows(String given) throws IOException {
        int compression = given.charAt(0) - '0';
        String pixels = given.substring(3).replace(" ", "");
        byte[] bmp = bmp(40, 4, 4, compression == 1 ? 8 : 4, compression, COLOURS, pixels);
        int[] expected = {
            RED, RED, RED, RED,
            RED, RED, GREEN, GREEN,
            BLUE, GREEN, BLUE, 0,
            GREEN, GREEN, GREEN, GREEN
        };
        assertArrayEquals(expected, Read.pixels(bmp, 4));
    }

    @Test
    void leapsDownKeepTheColumn() throws IOException {
        // One pixel, then two rows up and one to the right; what is left out has colour 0.
        byte[] bmp = bmp(40, 4, 4, 8, 1, COLOURS, "0101" + "00020102" + "0202" + "0001");
        int[] expected = new int[16];
        Arrays.fill(expected, RED);
        expected[12] = GREEN;
        expected[6] = BLUE;
        expected[7] = BLUE;
        assertArrayEquals(expected, Read.pixels(bmp, 4));
    }

    @Test
    void othersAreRefused() {
        assertRefused(coloured(8, 4, "00"), "8 bits per pixel and compression 4");
        assertRefused(bmp(40, 2, 2, 0, 4, "", "ffd8ffe0"), "0 bits per pixel and compression 4");
        assertRefused(bmp(40, 2, 2, 2, 0, COLOURS, "00"), "2 bits per pixel");
        assertRefused(bmp(64, 2, 2, 1, 3, COLOURS, "00"), "compression 3");
        assertRefused(bmp(41, 2, 2, 8, 0, COLOURS, "00"), "header of 41 bytes");
        assertRefused(bmp(40, -2, 2, 24, 0, "", "00"), "-2 x 2");
        assertRefused(bmp(40, 2, Integer.MIN_VALUE, 24, 0, "", "00"), "2 x -2147483648");
        assertRefused(bmp(40, 30_000, 30_000, 24, 0, "", "00"), "30000 x 30000");
        assertRefused(coloured(8, 0, "0400000000000000"), "colour 4 of 4");
    }

    @Test
    void damagedOnesAreRefused() {
        for (byte[] whole :
                new byte[][] {coloured(8, 0, "0201000000010000"), bmp(40, 2, 2, 8, 1, COLOURS, "0202000002010001")}) {
            int missing = whole[30] == 0 ? 3 : 1;
            for (int length = 2; length <= whole.length - missing; length++) {
                assertRefused(Arrays.copyOf(whole, length), "is a damaged BMP (");
            }
        }
    }
}
