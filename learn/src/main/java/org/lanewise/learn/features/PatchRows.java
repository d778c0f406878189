package org.lanewise.learn.features;

import org.lanewise.core.data.Features;

/**
 * The patches of one image after another, each made independent of light: {@code (p - mean p) / sqrt(var p + contrast)}, with
 * the variance of a sample. A patch p comes as two halves, of which each value belongs to two pixels of a row that mirroring
 * swaps: the even half {@code (p + mirrored p) / sqrt 2}, which mirroring leaves alone, and the odd half {@code (p - mirrored
 * p) / sqrt 2}, whose sign it changes.
 *
 * <p>Patches are numbered down the columns of the image: patch {@code x * down + y} begins at row y and column x. One thread at
 * a time.
 */
final class PatchRows {

    /** Pixels of a patch's edge. */
    static final int SIDE = 6;

    private static final float ROOT = (float) Math.sqrt(0.5);
    private static final double TWO_ROOTS = Math.sqrt(2);

    private final ImageShape shape;
    private final double contrast;
    private final int down;
    private final int across;

    /** Values of a half that one row of pixels gives. */
    private final int ofRow;

    private final float[] image;

    /** The halves of all rows of pixels, six of them wide: column after column, so that those of a patch are neighbours. */
    private final float[] evens;

    private final float[] odds;
    private final double[] sums;
    private final double[] squares;

    /** Makes room for images of a shape, which is at least as large as a patch. */
    PatchRows(ImageShape shape, double contrast) {
        this.shape = shape;
        this.contrast = contrast;
        down = down(shape);
        across = across(shape);
        ofRow = SIDE / 2 * shape.channels();
        image = new float[shape.values()];
        evens = new float[across * shape.height() * ofRow];
        odds = new float[evens.length];
        sums = new double[across * shape.height()];
        squares = new double[sums.length];
    }

    /** Patches one below the other. */
    static int down(ImageShape shape) {
        return shape.height() - SIDE + 1;
    }

    /** Patches side by side. */
    static int across(ImageShape shape) {
        return shape.width() - SIDE + 1;
    }

    /** Values of a half of a patch. */
    static int half(ImageShape shape) {
        return SIDE * SIDE / 2 * shape.channels();
    }

    /** Takes an image. */
    void load(Features images, int row) {
        images.copyRow(row, image);
        int step = shape.isPlanar() ? 1 : shape.channels();
        for (int x = 0, at = 0, strip = 0; x < across; x++) {
            for (int y = 0; y < shape.height(); y++, strip++) {
                double sum = 0;
                double square = 0;
                for (int channel = 0; channel < shape.channels(); channel++) {
                    int from = shape.index(y, x, channel);
                    for (int i = 0; i < SIDE / 2; i++, at++) {
                        float left = image[from + i * step];
                        float right = image[from + (SIDE - 1 - i) * step];
                        evens[at] = (left + right) * ROOT;
                        odds[at] = (left - right) * ROOT;
                        sum += (double) left + right;
                        square += (double) left * left + (double) right * right;
                    }
                }
                sums[strip] = sum;
                squares[strip] = square;
            }
        }
    }

    /** Writes the halves of a patch to where they are wanted. */
    void write(int patch, float[] even, int evenAt, float[] odd, int oddAt) {
        int strip = patch / down * shape.height() + patch % down;
        int count = SIDE * ofRow;
        int pixels = 2 * count;
        double mean = sum(sums, strip) / pixels;
        double variance = Math.max(0, sum(squares, strip) - mean * mean * pixels) / (pixels - 1);
        float scale = (float) (1 / Math.sqrt(variance + contrast));
        float center = (float) (mean * TWO_ROOTS);
        normalize(evens, strip * ofRow, count, center, scale, even, evenAt);
        normalize(odds, strip * ofRow, count, 0, scale, odd, oddAt);
    }

    /** Whether nothing is to be seen in a patch. */
    boolean isFlat(int patch) {
        int strip = patch / down * shape.height() + patch % down;
        double mean = sum(sums, strip) / (2 * SIDE * ofRow);
        return sum(squares, strip) - mean * sum(sums, strip) <= contrast * SIDE;
    }

    private static double sum(double[] strips, int from) {
        double sum = 0;
        for (int i = 0; i < SIDE; i++) {
            sum += strips[from + i];
        }
        return sum;
    }

    private static void normalize(
            float[] values, int from, int count, float center, float scale, float[] target, int at) {
        for (int i = 0; i < count; i++) {
            target[at + i] = (values[from + i] - center) * scale;
        }
    }
}
