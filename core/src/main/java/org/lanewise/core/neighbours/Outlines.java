package org.lanewise.core.neighbours;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.LostPixelsException;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.kernels.Kernels;

/**
 * Images in outline: short vectors whose distances are never larger than those of the images, so that most images can be
 * told to be too far without looking at their pixels.
 *
 * <p>Pixels form groups, squares of 4 x 4 where an image looks like planes of a square, else runs of 16. Of a group of n
 * pixels only the sum S is kept, as {@code S / sqrt n}, and of all that the sums leave out only its length,
 * {@code r = sqrt(|x|^2 - sum S^2 / n)}. By the inequality of Cauchy and Schwarz, in each group and for what is left out,
 * {@code x . y <= sum S_x S_y / n + r_x r_y}, so {@code |x - y|^2} is at least the squared distance of the outlines, whose
 * squared lengths are those of the images. Which pixels form a group matters for speed only.
 *
 * @param vectors outlines, N x m, floats
 * @param halfLengths {@code |x|^2 / 2} of each image, a little less so that no rounding can rule a neighbour out
 */
record Outlines(FloatMatrix vectors, float[] halfLengths) {

    private static final int SIDE = 4;

    /** Images that one part outlines. */
    private static final int PART = 1024;

    static Outlines of(Arena arena, Kernels kernels, PixelMatrix images) {
        int[] groups = groups(images.columns());
        int[] sizes = new int[groups.length == 0 ? 0 : groups[groups.length - 1] + 1];
        for (int group : groups) {
            sizes[group]++;
        }
        FloatMatrix vectors = FloatMatrix.allocatePadded(arena, images.rows(), sizes.length + 1);
        float[] halfLengths = new float[images.rows()];
        try {
            kernels.share(Math.ceilDiv(images.rows(), PART), part -> {
                int[] sums = new int[sizes.length];
                for (int row = part * PART; row < Math.min(images.rows(), (part + 1) * PART); row++) {
                    long square = sum(images.segment(row), images.offset(row), groups, sums);
                    outline(sums, sizes, square, vectors, row);
                    halfLengths[row] = (float) ((1 - margin(vectors.columns())) * square / 2);
                }
            });
        } catch (InternalError fault) {
            throw LostPixelsException.explain(fault, images);
        }
        return new Outlines(vectors, halfLengths);
    }

    /**
     * By what share of the squared lengths a bound may be wrong. The dot product is a chain of m multiply-adds, with or
     * without a rounding between, of factors that were rounded, and errs by less than {@code (2 m + 8) 2^-24} of the lengths'
     * product, which is at most half the sum of their squares; four more roundings in float make a distance of it.
     */
    private static double margin(int columns) {
        return (2.0 * columns + 16) * 0x1p-24;
    }

    /** The outlines of some of the images. */
    Outlines rows(int from, int to) {
        return new Outlines(vectors.rows(from, to), Arrays.copyOfRange(halfLengths, from, to));
    }

    private static long sum(MemorySegment segment, long offset, int[] groups, int[] sums) {
        Arrays.fill(sums, 0);
        long square = 0;
        for (int d = 0; d < groups.length; d++) {
            int pixel = segment.get(ValueLayout.JAVA_BYTE, offset + d) & 0xFF;
            sums[groups[d]] += pixel;
            square += pixel * pixel;
        }
        return square;
    }

    private static void outline(int[] sums, int[] sizes, long square, FloatMatrix vectors, int row) {
        double rest = square;
        for (int group = 0; group < sums.length; group++) {
            double length = sums[group] / Math.sqrt(sizes[group]);
            vectors.set(row, group, (float) length);
            rest -= length * length;
        }
        vectors.set(row, sums.length, (float) Math.sqrt(Math.max(0, rest)));
    }

    /** The group of each pixel. */
    private static int[] groups(int pixels) {
        int planes = pixels % 3 == 0 && isSquare(pixels / 3) ? 3 : 1;
        int[] groups = new int[pixels];
        if (!isSquare(pixels / planes)) {
            Arrays.setAll(groups, d -> d / (SIDE * SIDE));
            return groups;
        }
        int side = (int) Math.round(Math.sqrt((double) pixels / planes));
        int across = Math.ceilDiv(side, SIDE);
        Arrays.setAll(groups, d -> {
            int plane = d / (side * side);
            int row = d / side % side / SIDE;
            int column = d % side / SIDE;
            return (plane * across + row) * across + column;
        });
        return groups;
    }

    private static boolean isSquare(int number) {
        int root = (int) Math.round(Math.sqrt(number));
        return root * root == number;
    }
}
