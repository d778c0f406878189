package org.lanewise.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lanewise.datasets.pictures.Read.assertRefused;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GifTest {

    /** Red, green, blue, black. */
    private static final String COLOURS = "ff000000ff000000ff000000";

    private static final int RED = 0xFF0000;
    private static final int GREEN = 0x00FF00;
    private static final int BLUE = 0x0000FF;
    private static final int BLACK = 0;
    private static final int WHITE = 0xFFFFFF;

    private static Bytes screen(int width, int height) {
        return Bytes.little().text("GIF89a").u16(width, height).u8(0x81, 3, 0).hex(COLOURS);
    }

    /**
     * A frame of 2 x 2 pixels of all four colours. Codes: 4 clears, then 0 to 3, then 5 ends; of three bits, and of
     * four after the third pixel, when 8 codes are known.
     */
    private static Bytes frame(Bytes gif, int left, int top) {
        int codes = 4 | 0 << 3 | 1 << 6 | 2 << 9 | 3 << 12 | 5 << 16;
        return gif.u8(0x2C).u16(left, top, 2, 2).u8(0, 2, 3).u8(codes, codes >> 8, codes >> 16, 0);
    }

    private static Bytes transparent(Bytes gif, int colour) {
        return gif.u8(0x21, 0xF9, 4, 1, 0, 0, colour, 0);
    }

    private static int[] pixels(Bytes gif, int side) throws IOException {
        return Read.pixels(gif.u8(0x3B).array(), side);
    }

    @Test
    void theFrameStandsAtItsPlace() throws IOException {
        int[] expected = new int[16];
        Arrays.fill(expected, WHITE);
        expected[6] = RED;
        expected[7] = GREEN;
        expected[10] = BLUE;
        expected[11] = BLACK;
        assertArrayEquals(expected, pixels(frame(screen(4, 4), 2, 1), 4));
        // What does not fit makes the screen larger.
        assertArrayEquals(expected, pixels(frame(screen(3, 4), 2, 1), 4));
    }

    @Test
    void theFirstFrameIsRead() throws IOException {
        int[] expected = {RED, GREEN, BLUE, BLACK};
        assertArrayEquals(expected, pixels(frame(frame(screen(2, 2), 0, 0), 1, 1), 2));
        Bytes commented = screen(2, 2).u8(0x21, 0xFE, 2, 0x2C, 0x2C, 1, 0x2C, 0);
        assertArrayEquals(expected, pixels(frame(commented, 0, 0), 2));
    }

    @Test
    void whatIsTransparentIsWhite() throws IOException {
        assertArrayEquals(new int[] {RED, WHITE, BLUE, BLACK}, pixels(frame(transparent(screen(2, 2), 1), 0, 0), 2));
        assertArrayEquals(new int[] {RED, GREEN, BLUE, BLACK}, pixels(frame(transparent(screen(2, 2), 9), 0, 0), 2));
    }

    /** Long strings, full tables and clear codes: what ImageIO wrote comes back, as its own reader has it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void picturesAreWhatTheirReaderSays(boolean interlaced) throws IOException {
        BufferedImage picture = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_INDEXED);
        Random random = new Random(1);
        for (int i = 0; i < 40_000; i++) {
            picture.setRGB(i % 200, i / 200, i < 15_000 ? random.nextInt() : i > 30_000 ? i / 1000 * 5000 : 0x3366CC);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        int[] expected = Arrays.stream(read.getRGB(0, 0, 200, 200, null, 0, 200))
                .map(rgb -> rgb & 0xFFFFFF)
                .toArray();
        assertArrayEquals(expected, Read.pixels(bytes.toByteArray(), 200));
    }

    @Test
    void damagedOnesAreRefused() {
        byte[] whole = frame(screen(2, 2), 0, 0).array();
        // Without the bytes that end the pixels and their block it is whole.
        for (int length = 4; length < whole.length - 2; length++) {
            assertRefused(Arrays.copyOf(whole, length), "is a damaged GIF (");
        }
        assertRefused(screen(2, 2).u8(0x3B).array(), "in place of a frame");
        assertRefused(screen(2, 2).u8(0x2C).u16(0, 0, 0, 2).u8(0).array(), "empty");
        assertRefused(screen(2, 2).u8(0x2C).u16(0, 0, 2, 2).u8(0, 2, 1, 0x3C, 0).array(), "before it was made");
        assertRefused(screen(2, 2).u8(0x2C).u16(0, 0, 2, 2).u8(0, 2, 1, 0x2C, 0).array(), "end too early");
        assertRefused(screen(2, 2).u8(0x2C).u16(0, 0, 2, 2).u8(0, 9).array(), "9 bits");
        assertRefused(frame(screen(65_535, 65_535), 0, 0).array(), "65535 x 65535");
        Bytes withoutColours = Bytes.little().text("GIF89a").u16(2, 2).u8(0, 0, 0);
        assertRefused(frame(withoutColours, 0, 0).array(), "colour 0 of 0");
    }

    @Test
    void aLargeScreenIsWhiteButForItsFrame() throws IOException {
        assertEquals("ffffff", Read.mean(frame(screen(9000, 9000), 5, 5).array()));
    }
}
