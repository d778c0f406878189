package org.lanewise.datasets.pictures;

import java.util.Arrays;

/**
 * Scales a picture to a square: each pixel is the mean of the area that it covers, to the last fraction of a pixel.
 * Sums are integers, so nothing is rounded before the end, and pixels may come in any order.
 *
 * <p>The sums are of the light that is missing from white, so pixels that are transparent or missing are white.
 */
final class AreaMean {

    /** The largest sample. */
    static final int FULL = 0xFFFF;

    /** From a sample of 8 bits to one of 16. */
    static final int OF_BYTE = FULL / 0xFF;

    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private final int side;

    /** The first column of the result that a column of the picture touches. */
    private final int[] columns;

    /** Light that is missing, times the area in units of 1 / side of a pixel in each direction. */
    private final long[] sums;

    /** The same of one row of the picture, not yet times the height. */
    private final long[] line;

    private int lineAt;

    /** What is left of the area that counts, and above it. */
    private final int left;

    private final int top;

    /** Of a whole picture. */
    AreaMean(int width, int height, int side) {
        this(new Area(0, 0, width, height), side);
    }

    /** Of a part of a picture; pixels outside are not counted. */
    AreaMean(Area area, int side) {
        this.left = area.left();
        this.top = area.top();
        this.width = area.width();
        this.height = area.height();
        this.side = side;
        this.columns = new int[width];
        Arrays.setAll(columns, x -> (int) ((long) x * side / area.width()));
        this.sums = new long[CHANNELS * side * side];
        this.line = new long[CHANNELS * side];
    }

    /** Adds an opaque pixel; samples are 0 to {@link #FULL}. */
    void add(int x, int y, int red, int green, int blue) {
        add(x, y, red, green, blue, FULL);
    }

    /** Adds a pixel; samples are 0 to {@link #FULL}, not multiplied with alpha. */
    void add(int x, int y, int red, int green, int blue, int alpha) {
        addInside(x - left, y - top, red, green, blue, alpha);
    }

    private void addInside(int x, int y, int red, int green, int blue, int alpha) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            return;
        }
        if (y != lineAt) {
            endLine();
            lineAt = y;
        }
        long reds = (long) (FULL - red) * alpha;
        long greens = (long) (FULL - green) * alpha;
        long blues = (long) (FULL - blue) * alpha;
        int from = x * side;
        int to = from + side;
        for (int column = columns[x]; from < to; column++) {
            int end = Math.min(to, (column + 1) * width);
            int share = end - from;
            line[CHANNELS * column] += share * reds;
            line[CHANNELS * column + 1] += share * greens;
            line[CHANNELS * column + 2] += share * blues;
            from = end;
        }
    }

    /** Adds an opaque pixel of three bytes, 0xRRGGBB. */
    void addRgb(int x, int y, int rgb) {
        addArgb(x, y, rgb | 0xFF000000);
    }

    /** Adds a pixel of four bytes, 0xAARRGGBB. */
    void addArgb(int x, int y, int argb) {
        add(x, y, eight(argb >> 16), eight(argb >> 8), eight(argb), eight(argb >> 24));
    }

    private static int eight(int sample) {
        return (sample & 0xFF) * OF_BYTE;
    }

    private void endLine() {
        long from = (long) lineAt * side;
        long to = from + side;
        for (int row = (int) (from / height); from < to; row++) {
            long end = Math.min(to, (row + 1L) * height);
            long share = end - from;
            for (int i = 0; i < line.length; i++) {
                sums[row * line.length + i] += share * line[i];
            }
            from = end;
        }
        Arrays.fill(line, 0);
    }

    /** The means as 0xRRGGBB, row by row from the top left; halves are rounded up. */
    int[] rgb() {
        endLine();
        // 65535^2 units of light are white; 65535 * 257 are one 255th of it. All sums stay below 2^59.
        long unit = (long) width * height * FULL * OF_BYTE;
        int[] rgb = new int[side * side];
        for (int i = 0; i < sums.length; i++) {
            long light = 0xFF * unit - sums[i];
            rgb[i / CHANNELS] = rgb[i / CHANNELS] << 8 | (int) ((light + unit / 2) / unit);
        }
        return rgb;
    }
}
