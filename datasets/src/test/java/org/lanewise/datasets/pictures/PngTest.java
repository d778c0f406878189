package org.lanewise.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lanewise.datasets.pictures.Read.assertRefused;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngTest {

    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGBA = 6;

    private static int[] random(int count, int bound) {
        SplittableRandom random = new SplittableRandom(count);
        return IntStream.generate(() -> random.nextInt(bound)).limit(count).toArray();
    }

    /** A sample on white paper, in double. */
    private static int onPaper(double share, double alpha) {
        return (int) Math.floor(255 * (share * alpha + 1 - alpha) + 0.5);
    }

    /** Every kind without a palette: 32 x 32 pixels come back as they are, whatever colour space Java would say. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0, 2", "0, 4", "0, 8", "0, 16", "2, 8", "2, 16", "4, 8", "4, 16", "6, 8", "6, 16"})
    void samplesAreWhatTheFileSays(int kind, int depth) throws IOException {
        for (boolean interlaced : new boolean[] {false, true}) {
            PngBytes png =
                    new PngBytes(32, 32, kind, depth).interlaced(interlaced).parts(3);
            int n = png.samples();
            int[] samples = random(1024 * n, 1 << depth);
            int[] expected = new int[1024];
            double most = (1 << depth) - 1;
            for (int i = 0; i < 1024; i++) {
                for (int channel = 0; channel < 3; channel++) {
                    double share = samples[n * i + (n < 3 ? 0 : channel)] / most;
                    double alpha = n % 2 == 0 ? samples[n * i + n - 1] / most : 1;
                    expected[i] = expected[i] << 8 | onPaper(share, alpha);
                }
            }
            assertArrayEquals(expected, Read.pixels(png.of(samples)), "interlaced " + interlaced);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 32, 32", "2, 32, 32", "4, 32, 32", "8, 32, 32"})
    void palettesAreColoursAndTransparency(int depth, int width, int height) throws IOException {
        int colours = 1 << depth;
        int[] table = random(3 * colours, 256);
        int[] alphas = random(colours / 2, 256);
        int[] samples = random(1024, colours);
        int[] expected = new int[1024];
        for (int i = 0; i < 1024; i++) {
            double alpha = samples[i] < alphas.length ? alphas[samples[i]] / 255.0 : 1;
            for (int channel = 0; channel < 3; channel++) {
                expected[i] = expected[i] << 8 | onPaper(table[3 * samples[i] + channel] / 255.0, alpha);
            }
        }
        byte[] png = new PngBytes(width, height, PALETTE, depth)
                .with("PLTE", Bytes.big().u8(table).array())
                .with("tRNS", Bytes.big().u8(alphas).array())
                .of(samples);
        assertArrayEquals(expected, Read.pixels(png));
    }

    /** numpy.asarray(Image.new('LA', (32, 32), (128, 255))) is 128; Java's grey colour space made 188 of it. */
    @Test
    void greyWithAlphaIsNoLinearLight() throws IOException {
        int[] samples = new int[2048];
        Arrays.setAll(samples, i -> i % 2 == 0 ? 128 : 255);
        byte[] png = new PngBytes(32, 32, GREY_ALPHA, 8).of(samples);
        assertEquals("808080", Read.mean(png));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "4, 11", "8, 200", "16, 51400"})
    void oneGreyIsTransparent(int depth, int grey) throws IOException {
        byte[] png = new PngBytes(2, 1, GREY, depth)
                .with("tRNS", Bytes.big().u16(grey).array())
                .of(new int[] {grey, 0});
        assertArrayEquals(new int[] {0xFFFFFF, 0, 0xFFFFFF, 0}, Read.pixels(png, 2));
    }

    @ParameterizedTest
    @CsvSource({"8", "16"})
    void oneColourIsTransparent(int depth) throws IOException {
        byte[] png = new PngBytes(2, 1, RGB, depth)
                .with("tRNS", Bytes.big().u16(1, 0, 0).array())
                .of(new int[] {1, 0, 0, 0, 0, 0});
        assertArrayEquals(new int[] {0xFFFFFF, 0, 0xFFFFFF, 0}, Read.pixels(png, 2));
    }

    @Test
    void columnsOfBlackAndWhiteAreGrey() throws IOException {
        int[] columns = new int[2048 * 2048];
        Arrays.setAll(columns, i -> i % 2);
        int[] grey = new int[1024];
        // 127.5, and halves are rounded up.
        Arrays.fill(grey, 0x808080);
        assertArrayEquals(grey, Read.pixels(new PngBytes(2048, 2048, GREY, 1).of(columns)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "45, 71", "9, 2"})
    void interlacedOnesOfAnySizeAreTheSame(int width, int height) throws IOException {
        int[] samples = random(width * height * 3, 256);
        PngBytes png = new PngBytes(width, height, RGB, 8);
        assertArrayEquals(
                Read.pixels(png.of(samples)), Read.pixels(png.interlaced(true).of(samples)));
    }

    @Test
    void gammaAndProfilesAreNotLookedAt() throws IOException {
        int[] samples = random(3 * 1024, 256);
        byte[] plain = new PngBytes(32, 32, RGB, 8).of(samples);
        byte[] more = new PngBytes(32, 32, RGB, 8)
                .with("gAMA", Bytes.big().u32(100_000).array())
                .with(
                        "iCCP",
                        Bytes.big()
                                .text("p\0\0")
                                .all(PngBytes.deflated(new byte[200]))
                                .array())
                .of(samples);
        assertArrayEquals(Read.pixels(plain), Read.pixels(more));
    }

    /** In front of the pixels or behind them. */
    @Test
    void theCameraIsTurned() throws IOException {
        byte[] exif = ExifTest.directory(ByteOrder.LITTLE_ENDIAN, 3, 6);
        int[] leftIsBlack = {0, 255, 0, 255};
        int[] topIsBlack = {0, 0, 0xFFFFFF, 0xFFFFFF};
        assertArrayEquals(
                topIsBlack,
                Read.pixels(new PngBytes(2, 2, GREY, 8).with("eXIf", exif).of(leftIsBlack), 2));
        assertArrayEquals(
                topIsBlack,
                Read.pixels(new PngBytes(2, 2, GREY, 8).withBehind("eXIf", exif).of(leftIsBlack), 2));
    }

    @Test
    void damagedOnesAreRefused() {
        byte[] whole = new PngBytes(9, 9, RGBA, 8).parts(2).of(random(9 * 9 * 4, 256));
        int end = whole.length - 12;
        for (int length = 8; length < end; length++) {
            assertRefused(Arrays.copyOf(whole, length), "is a damaged PNG (");
        }
        for (int at = 16; at < end; at++) {
            byte[] spoiled = whole.clone();
            spoiled[at] ^= 4;
            assertRefused(spoiled, "is a damaged PNG (");
        }
        assertRefused(new PngBytes(9, 9, PALETTE, 8).of(random(81, 256)), "of 0");
        assertRefused(new PngBytes(9, 9, RGB, 4).of(new int[9 * 9 * 3]), "colour type 2 of 4 bits");
        assertRefused(new PngBytes(0, 9, GREY, 8).of(new int[0]), "0 x 9");
        assertRefused(new PngBytes(10_001, 10_000, GREY, 8).file(new byte[1]), "10001 x 10000");
    }
}
