package org.lanewise.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lanewise.datasets.pictures.Read.assertRefused;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegTest {

    private static JpegBytes jpeg(int... ids) {
        return new JpegBytes(32, 32, ids);
    }

    /**
     * What Pillow 9.4 makes of 255 - C, 255 - M, 255 - Y, 255 - K, as JPEGs have them: 0, 0, 0, 127 is the grey 128,
     * which was 188 by Java's conversion.
     */
    @ParameterizedTest
    @CsvSource({
        "255, 255, 255, 128, 808080",
        "200, 100, 50, 255, c86432",
        "200, 100, 50, 128, 643219",
        "0, 9, 9, 0, 000000"
    })
    void inkIsTakenFromWhite(int c, int m, int y, int k, String rgb) throws IOException {
        assertEquals(rgb, Read.mean(jpeg(1, 2, 3, 4).withAdobe(0).even(c, m, y, k)));
        assertEquals(rgb, Read.mean(jpeg(1, 2, 3, 4).even(c, m, y, k)), "no marker");
    }

    /** YCCK, as Pillow reads it: the first three are transformed to C, M and Y. */
    @Test
    void inkMayBeTransformed() throws IOException {
        assertEquals("808080", Read.mean(jpeg(1, 2, 3, 4).withAdobe(2).even(0, 128, 128, 128)));
        assertEquals("36d674", Read.mean(jpeg(1, 2, 3, 4).withAdobe(2).even(100, 150, 200, 255)));
    }

    /** By libjpeg's rules, as Pillow has it: JFIF's word counts before Adobe's, that before the colours' numbers. */
    @ParameterizedTest
    @CsvSource({
        "true, -1, 123, c9298b", "true, 0, 123, c9298b", "false, 1, 123, c9298b", "false, 0, 123, 6496c8",
        "false, 2, 123, c9298b", "false, -1, 123, c9298b", "false, -1, RGB, 6496c8", "true, -1, RGB, c9298b",
        "false, -1, 567, c9298b", "false, -1, YCc, c9298b"
    })
    void markersSayWhatTheColoursAre(boolean jfif, int adobe, String ids, String rgb) throws IOException {
        JpegBytes jpeg = jpeg(ids.chars().map(id -> id < 'A' ? id - '0' : id).toArray());
        if (jfif) {
            jpeg.withJfif();
        }
        if (adobe >= 0) {
            jpeg.withAdobe(adobe);
        }
        assertEquals(rgb, Read.mean(jpeg.even(100, 150, 200)));
    }

    @ParameterizedTest
    @ValueSource(ints = {ColorSpace.CS_LINEAR_RGB, ColorSpace.CS_GRAY, ColorSpace.CS_CIEXYZ})
    void profilesAreNotLookedAt(int space) throws IOException {
        byte[] profile = ICC_Profile.getInstance(space).getData();
        byte[] segment = Bytes.big().text("ICC_PROFILE\0").u8(1, 1).all(profile).array();
        assertEquals("808080", Read.mean(jpeg(1).with(0xE2, segment).even(128)));
        assertEquals(
                "6496c8",
                Read.mean(jpeg(1, 2, 3).withAdobe(0).with(0xE2, segment).even(100, 150, 200)));
        assertEquals("808080", Read.mean(jpeg(1, 2, 3, 4).with(0xE2, segment).even(255, 255, 255, 128)));
    }

    @Test
    void coloursMayHaveScansOfTheirOwn() throws IOException {
        assertEquals("c9298b", Read.mean(jpeg(1, 2, 3).inScans(100, 150, 200)));
    }

    private static byte[] written(BufferedImage picture, boolean progressive) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static BufferedImage picture(int type) {
        BufferedImage picture = new BufferedImage(32, 32, type);
        for (int i = 0; i < 1024; i++) {
            picture.setRGB(i % 32, i / 32, (i % 32 * 8) << 16 | (i / 32 * 8) << 8 | i * 7 % 256);
        }
        return picture;
    }

    /** Of all scans, as the JDK gives it; colours are sampled at half the rate. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void photosAreWhatTheirReaderSays(boolean progressive) throws IOException {
        byte[] jpeg = written(picture(BufferedImage.TYPE_INT_RGB), progressive);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(jpeg));
        int[] expected = Arrays.stream(read.getRGB(0, 0, 32, 32, null, 0, 32))
                .map(rgb -> rgb & 0xFFFFFF)
                .toArray();
        assertArrayEquals(expected, Read.pixels(jpeg));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void greyPhotosAreWhatTheirReaderSays(boolean progressive) throws IOException {
        byte[] jpeg = written(picture(BufferedImage.TYPE_BYTE_GRAY), progressive);
        int[] expected =
                ImageIO.read(new ByteArrayInputStream(jpeg)).getData().getSamples(0, 0, 32, 32, 0, (int[]) null);
        Arrays.setAll(expected, i -> expected[i] * 0x010101);
        assertArrayEquals(expected, Read.pixels(jpeg));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cutOffOnesAreRefused(boolean progressive) throws IOException {
        byte[] whole = written(picture(BufferedImage.TYPE_INT_RGB), progressive);
        for (int length = 3; length < whole.length - 2; length += 7) {
            assertRefused(Arrays.copyOf(whole, length), "is a damaged JPEG (");
        }
    }

    /** Warnings of libjpeg for every two bytes of a segment that is not there were ten megabytes. */
    @Test
    void aSegmentThatIsCutOffTakesNoMemory() throws IOException {
        byte[] whole = jpeg(1).even(128);
        byte[] segment = Bytes.big().u8(0xFF, 0xFE).u16(0xFFFF).array();
        byte[] cut = Bytes.big()
                .all(Arrays.copyOf(whole, whole.length - 2))
                .all(segment)
                .array();
        assertRefused(cut, "is a damaged JPEG (");
        long before = Read.allocated();
        assertRefused(cut, "is a damaged JPEG (");
        long bytes = Read.allocated() - before;
        assertTrue(bytes < 1 << 20, bytes + " bytes");
    }

    @Test
    void othersAreRefused() {
        assertRefused(jpeg(1).frame(0xC3, 8).even(128), "lossless");
        assertRefused(jpeg(1).frame(0xC9, 8).even(128), "arithmetic");
        assertRefused(jpeg(1).frame(0xC1, 12).even(128), "12 bits per sample");
        assertRefused(jpeg(1, 2).even(128, 128), "2 colours");
        assertRefused(new JpegBytes(32, 0, 1).even(128), "32 x 0 pixels");
        assertRefused(new JpegBytes(60_000, 60_000, 1).even(), "60000 x 60000 pixels");
    }

    /** Each of the scans looks at every pixel, and takes a few bytes at least: so they are counted before. */
    @Test
    void scansAreCountedBeforeDecoding() throws IOException {
        assertEquals("808080", Read.mean(new JpegBytes(64, 64, 1).progressive(200)));
        assertRefused(new JpegBytes(9984, 9984, 1).progressive(200), "9984 x 9984 pixels in 200 scans");
        assertRefused(new JpegBytes(2000, 2000, 1).progressive(251), "2000 x 2000 pixels in 251 scans");
    }

    /** What libjpeg holds until the last scan is off the heap, two bytes for each number. */
    @Test
    void whatIsHeldIsBounded() {
        assertRefused(new JpegBytes(6600, 6600, 1, 2, 3).progressive(2), "6600 x 6600 pixels in 2 scans");
    }

    /** A block of 64 pixels takes a bit, so these bytes cannot be a picture. */
    @Test
    void moreBlocksThanBitsAreRefused() {
        byte[] jpeg = new JpegBytes(9984, 9984, 1).even();
        assertRefused(jpeg, "it claims 99680256 pixels, but has only " + jpeg.length + " bytes");
    }
}
