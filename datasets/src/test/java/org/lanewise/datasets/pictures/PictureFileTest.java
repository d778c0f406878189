package org.lanewise.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lanewise.datasets.pictures.Read.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.datasets.DatasetException;

class PictureFileTest {

    @TempDir
    Path folder;

    /** Little- and big-endian TIFF, WBMP of 8 x 1, WebP, SVG, text, nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "49492a000800000000000000",
                "4d4d002a0000000800000000",
                "0000080155",
                "524946462400000057454250",
                "3c7376673e",
                "7465787420",
                ""
            })
    void otherFormatsAreRefusedByTheirFirstBytes(String hex) {
        assertRefused(Bytes.big().hex(hex).array(), "is not a PNG, JPEG, GIF or BMP; convert it to PNG.");
    }

    @Test
    void theNameDoesNotMatter() throws IOException {
        Path file = folder.resolve("a.tif");
        Files.write(file, new PngBytes(1, 1, 0, 8).of(new int[] {7}));
        assertEquals(0x070707, PictureFile.read(file)[5]);
    }

    @Test
    void theSquareInTheMiddleIsCutOut() throws IOException {
        Path wide = Files.write(
                folder.resolve("wide"), new PngBytes(5, 2, 0, 8).of(new int[] {9, 1, 2, 9, 9, 9, 3, 4, 9, 9}));
        assertArrayEquals(new int[] {0x010101, 0x020202, 0x030303, 0x040404}, PictureFile.read(wide, 2, true));
        Path tall = Files.write(folder.resolve("tall"), new PngBytes(1, 4, 0, 8).of(new int[] {9, 5, 9, 9}));
        assertArrayEquals(new int[] {0x050505}, PictureFile.read(tall, 1, true));
    }

    @Test
    void whatIsNoFileIsNamed() {
        DatasetException refused = assertThrows(DatasetException.class, () -> PictureFile.read(folder));
        assertEquals(folder + " is no regular file; give a PNG, JPEG, GIF or BMP.", refused.getMessage());
        assertThrows(NoSuchFileException.class, () -> PictureFile.read(folder.resolve("none.png")));
    }

    private static long allocated(Path file) throws IOException {
        long before = Read.allocated();
        PictureFile.read(file);
        return Read.allocated() - before;
    }

    private static byte[] bmp(int width, int height) {
        Bytes bmp = Bytes.little()
                .text("BM")
                .u32(0, 0, 14 + 40 + 8)
                .u32(40, width, height)
                .u16(1, 1);
        bmp.u32(0, 0, 0, 0, 0, 0).hex("0000000000ffffff");
        return bmp.all(new byte[(width + 31) / 32 * 4 * height]).array();
    }

    private static byte[] gif(int width, int height) {
        Bytes gif =
                Bytes.little().text("GIF89a").u16(width, height).u8(0x80, 0, 0).hex("000000ffffff");
        gif.u8(0x2C).u16(0, 0, width, height).u8(0, 2);
        // A code that clears, then colour 0: six bits for each pixel.
        byte[] pixels = HexFormat.of().parseHex("044110".repeat(85));
        for (int left = width * height; left > 0; left -= 4 * 85) {
            gif.u8(pixels.length).all(pixels);
        }
        return gif.u8(0).array();
    }

    /** Four million pixels of any format, of which a row or two are there at a time. */
    @Test
    void memoryIsThatOfRows() throws IOException {
        byte[] png = new PngBytes(4000, 1000, 0, 1).file(PngBytes.deflated(new byte[501 * 1000]));
        byte[] jpeg = new JpegBytes(4000, 1000, 1).even(128);
        for (byte[] picture : List.of(png, jpeg, bmp(4000, 1000), gif(4000, 1000))) {
            Path file = Files.write(folder.resolve("large"), picture);
            // The first time loads classes.
            allocated(file);
            long bytes = allocated(file);
            assertTrue(bytes < 1 << 20, bytes + " bytes for " + Arrays.toString(Arrays.copyOf(picture, 4)));
        }
    }
}
