package org.lanewise.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaMeanTest {

    /** The mean of an area in double, by overlaps of intervals; an independent way to the same number. */
    private static double mean(double[][] values, double x0, double x1, double y0, double y1) {
        double sum = 0;
        for (int y = (int) y0; y < Math.min(values.length, Math.ceil(y1)); y++) {
            for (int x = (int) x0; x < Math.min(values[0].length, Math.ceil(x1)); x++) {
                double across = Math.min(x1, x + 1) - Math.max(x0, x);
                double down = Math.min(y1, y + 1) - Math.max(y0, y);
                sum += values[y][x] * Math.max(0, across) * Math.max(0, down);
            }
        }
        return sum / ((x1 - x0) * (y1 - y0));
    }

    @ParameterizedTest
    @CsvSource({
        "32, 32, 32",
        "64, 96, 32",
        "33, 32, 32",
        "45, 71, 32",
        "1, 1, 32",
        "3, 5, 32",
        "31, 500, 32",
        "257, 263, 7",
        "1000, 2, 1",
        "40, 30, 64"
    })
    void isTheMeanOfTheAreaOfEachPixel(int width, int height, int side) {
        Random random = new Random(width * 31 + height);
        double[][] reds = new double[height][width];
        double[][] greens = new double[height][width];
        AreaMean mean = new AreaMean(width, height, side);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = random.nextInt(65536);
                int green = random.nextInt(65536);
                int alpha = random.nextInt(4) == 0 ? random.nextInt(65536) : 65535;
                mean.add(x, y, red, green, 0, alpha);
                // On white paper.
                reds[y][x] = (red * (double) alpha / 65535 + 65535 - alpha) / 257;
                greens[y][x] = (green * (double) alpha / 65535 + 65535 - alpha) / 257;
            }
        }
        int[] rgb = mean.rgb();
        double w = (double) width / side;
        double h = (double) height / side;
        for (int i = 0; i < rgb.length; i++) {
            int x = i % side;
            int y = i / side;
            assertEquals(mean(reds, x * w, (x + 1) * w, y * h, (y + 1) * h), rgb[i] >> 16, 0.5 + 1e-9);
            assertEquals(mean(greens, x * w, (x + 1) * w, y * h, (y + 1) * h), rgb[i] >> 8 & 0xFF, 0.5 + 1e-9);
        }
    }

    @Test
    void pixelsComeInAnyOrder() {
        List<Integer> order = new ArrayList<>();
        AreaMean inRows = new AreaMean(50, 41, 32);
        for (int i = 0; i < 50 * 41; i++) {
            order.add(i);
            inRows.addArgb(i % 50, i / 50, i * 12_345);
        }
        Collections.shuffle(order, new Random(1));
        AreaMean shuffled = new AreaMean(50, 41, 32);
        order.forEach(i -> shuffled.addArgb(i % 50, i / 50, i * 12_345));
        assertArrayEquals(inRows.rgb(), shuffled.rgb());
    }

    @Test
    void whatIsNeverGivenIsWhite() {
        AreaMean mean = new AreaMean(2, 1, 1);
        mean.addRgb(0, 0, 0);
        // Half black, half white: 127.5, rounded up.
        assertArrayEquals(new int[] {0x808080}, mean.rgb());
    }

    /** The sums of the largest picture that is read do not overflow. */
    @Test
    void aLargeBlackPictureIsBlack() {
        AreaMean mean = new AreaMean(65_535, 1525, 1);
        for (int y = 0; y < 1525; y++) {
            for (int x = 0; x < 65_535; x++) {
                mean.add(x, y, 0, 65_535, 32_768);
            }
        }
        // 32768 / 257 = 127.502.
        assertArrayEquals(new int[] {0x00FF80}, mean.rgb());
    }
}
