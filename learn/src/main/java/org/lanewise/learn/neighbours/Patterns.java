package org.lanewise.learn.neighbours;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;

/**
 * The patterns whose products with an image are its outline: the low frequencies of its cosine transform, of brightness more
 * than of colour, as in JPEG. Real images are little else, so what they leave out is short; which they are matters for speed only.
 *
 * <p>They are made of {@link BlockSums}' blocks, so an image is reduced to these first. Of n pixels the sum counts as
 * {@code S / sqrt n}, a product with a vector of length 1 itself, so patterns that are orthonormal on blocks are on pixels.
 *
 * @param sums the blocks
 * @param scales {@code 1 / sqrt n} of each block
 * @param vectors P, a pattern a row, on blocks
 * @param grey an image of zeros, as pixels count: the distance from it is an image's squared length
 */
record Patterns(BlockSums sums, float[] scales, FloatMatrix vectors, Features grey) {

    /** At most so many: outlines have two more numbers. */
    private static final int MOST = 126;

    /** Orthogonal mixtures of red, green and blue: brightness, and two of colour. */
    private static final double[][] COLOURS = {{1, 1, 1}, {1, 0, -1}, {1, -2, 1}};

    /** How much weaker frequencies of these are in CIFAR-10, and so how much fewer are taken. */
    private static final double[] RARITY = {1, 2.5, 4};

    private record Pattern(int colour, int down, int across) {

        double frequency() {
            return (down + across + 1) * RARITY[colour];
        }
    }

    static Patterns of(Arena arena, BlockSums sums) {
        float[] values = new float[sums.count()];
        for (int block = 0; block < values.length; block++) {
            values[block] = (float) (1 / Math.sqrt(sums.size(block)));
        }
        float[] scales = values.clone();
        List<Pattern> lowest = lowest(sums);
        FloatMatrix vectors = FloatMatrix.allocatePadded(arena, lowest.size(), values.length);
        for (int p = 0; p < lowest.size(); p++) {
            fill(sums, lowest.get(p), values);
            vectors.rows(p, p + 1).copyFrom(values);
        }
        int pixels = sums.planes() * sums.height() * sums.width();
        MemorySegment grey = arena.allocate(Math.max(1, pixels)).fill(BlockSums.GREY);
        return new Patterns(sums, scales, vectors, Features.ofBytes(grey, 0, 1, pixels, pixels));
    }

    private static List<Pattern> lowest(BlockSums sums) {
        List<Pattern> all = new ArrayList<>();
        for (int colour = 0; colour < sums.planes(); colour++) {
            for (int down = 0; down < Math.min(MOST, sums.rows()); down++) {
                for (int across = 0; across < Math.min(MOST, sums.columns()); across++) {
                    all.add(new Pattern(colour, down, across));
                }
            }
        }
        all.sort(Comparator.comparingDouble(Pattern::frequency));
        return all.subList(0, Math.min(MOST, all.size()));
    }

    private static void fill(BlockSums sums, Pattern pattern, float[] values) {
        double[] down = cosine(pattern.down, sums.rows());
        double[] across = cosine(pattern.across, sums.columns());
        for (int block = 0; block < values.length; block++) {
            int row = block / sums.columns();
            double colour = colour(sums.planes(), pattern.colour, row / sums.rows());
            values[block] = (float) (colour * down[row % sums.rows()] * across[block % sums.columns()]);
        }
    }

    private static double colour(int planes, int mixture, int plane) {
        double[] colours = COLOURS[mixture];
        double square = colours[0] * colours[0] + colours[1] * colours[1] + colours[2] * colours[2];
        return planes == 1 ? 1 : colours[plane] / Math.sqrt(square);
    }

    /** A row of the cosine transform, a vector of length 1. */
    private static double[] cosine(int frequency, int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            double cosine = StrictMath.cos(Math.PI * (i + 0.5) * frequency / length);
            values[i] = cosine * Math.sqrt((frequency == 0 ? 1.0 : 2.0) / length);
        }
        return values;
    }

    int count() {
        return vectors.rows();
    }

    /**
     * How far the products with an image are from exact ones at most, as a share of the image's length: each is a chain of
     * as many multiply-adds as there are blocks, with or without a rounding between, of factors that were rounded.
     */
    double error() {
        return Math.sqrt(count()) * (sums.count() + 8) * 0x1p-24;
    }

    /** Reduces images to the sums of their blocks. */
    void reduce(Features images, FloatMatrix blocks) {
        byte[] pixels = sums.room();
        int[] whole = new int[scales.length];
        float[] scaled = new float[scales.length];
        for (int row = 0; row < images.rows(); row++) {
            sums.read(images, row, pixels);
            sums.sum(pixels, whole);
            for (int block = 0; block < scaled.length; block++) {
                scaled[block] = whole[block] * scales[block];
            }
            blocks.rows(row, row + 1).copyFrom(scaled);
        }
    }
}
