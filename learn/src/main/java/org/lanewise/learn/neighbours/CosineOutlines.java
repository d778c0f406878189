package org.lanewise.learn.neighbours;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.kernels.Transpose;

/**
 * Outlines for {@link Metric#L2}: of an image x its products with a few orthonormal patterns, {@code c = P x}, and of all that
 * they leave out only its length, {@code r = sqrt(|x|^2 - |c|^2)}. By the inequality of Cauchy and Schwarz
 * {@code x . y <= c_x . c_y + r_x r_y}, so
 *
 * <p>{@code |x - y|^2 / 2 >= |x|^2 / 2 + |y|^2 / 2 - c_x . c_y - r_x r_y}.
 *
 * <p>What rounding may do, a small share of {@code |x|^2}, is added to r^2 and taken from {@code |x|^2 / 2}, so that it cannot
 * rule a neighbour out.
 *
 * @param patterns P
 * @param vectors c, r and {@code -|x|^2 / 2}, a column for each image: with c, r and 1 of a query their product is
 *     {@code |y|^2 / 2} less the bound of half the distance
 */
record CosineOutlines(Patterns patterns, FloatMatrix vectors) implements Outlines {

    /** Images that are outlined together. */
    private static final int BLOCK = 512;

    static CosineOutlines of(Arena arena, Kernels kernels, Features images) {
        return of(arena, kernels, Patterns.of(arena, BlockSums.of(images.columns())), images);
    }

    private static CosineOutlines of(Arena arena, Kernels kernels, Patterns patterns, Features images) {
        FloatMatrix vectors = FloatMatrix.allocatePadded(arena, patterns.count() + 2, images.rows());
        Outlines.share(kernels, images, (from, to) -> {
            try (Arena scratch = Arena.ofShared()) {
                FloatMatrix room = FloatMatrix.allocatePadded(
                        scratch, BLOCK, patterns.sums().count());
                for (int first = from; first < to; first += BLOCK) {
                    int end = Math.min(to, first + BLOCK);
                    FloatMatrix blocks = room.rows(0, end - first);
                    outline(kernels, patterns, images.rows(first, end), blocks, vectors.columns(first, end));
                }
            }
        });
        return new CosineOutlines(patterns, vectors);
    }

    private static void outline(
            Kernels kernels, Patterns patterns, Features images, FloatMatrix blocks, FloatMatrix vectors) {
        int count = patterns.count();
        patterns.reduce(images, blocks);
        FloatMatrix products = vectors.rows(0, count);
        kernels.matmul(Transpose.NO, Transpose.YES, 1f, patterns.vectors(), blocks, 0f, products);
        int[] squares = new int[images.rows()];
        kernels.distances(Metric.L2, patterns.grey(), images, squares);
        double[] rest = rest(products, squares);
        double projection = 2.1 * patterns.error();
        double margin = projection + margin(count);
        for (int i = 0; i < rest.length; i++) {
            vectors.set(count, i, (float) Math.sqrt(Math.max(0, rest[i] + projection * squares[i])));
            vectors.set(count + 1, i, (float) ((margin - 1) * squares[i] / 2));
        }
    }

    /** What the patterns leave out, {@code |x|^2 - |c|^2}. */
    private static double[] rest(FloatMatrix products, int[] squares) {
        double[] rest = Arrays.stream(squares).asDoubleStream().toArray();
        float[] values = new float[rest.length];
        for (int j = 0; j < products.rows(); j++) {
            products.rows(j, j + 1).copyTo(values);
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= (double) values[i] * values[i];
            }
        }
        return rest;
    }

    /**
     * By what share of the squared lengths a bound may be wrong besides. The product of outlines is a chain of m + 2
     * multiply-adds, with or without a rounding between, of factors that were rounded, and errs by less than
     * {@code (m + 16) 2^-24} of the sum of the products' magnitudes, which is at most {@code |x|^2 + |y|^2}: twice what the share
     * is taken of.
     */
    private static double margin(int count) {
        return (2.0 * count + 32) * 0x1p-24;
    }

    @Override
    public Bounds bounds(Arena arena, Kernels kernels, Features queries, int most) {
        FloatMatrix ofQueries = of(arena, kernels, patterns, queries).vectors;
        FloatMatrix last = ofQueries.rows(ofQueries.rows() - 1, ofQueries.rows());
        float[] lengths = last.toArray();
        last.fill(1);
        FloatMatrix room = FloatMatrix.allocatePadded(arena, queries.rows(), most);
        float[] values = new float[most];
        return (from, to, bounds) -> {
            FloatMatrix products = room.columns(0, to - from);
            kernels.matmul(Transpose.YES, Transpose.NO, 1f, ofQueries, vectors.columns(from, to), 0f, products);
            for (int q = 0; q < lengths.length; q++) {
                MemorySegment.copy(
                        products.segment(), ValueLayout.JAVA_FLOAT, products.offset(q), values, 0, to - from);
                bound(values, lengths[q], bounds, q * (to - from), to - from);
            }
        };
    }

    private static void bound(float[] products, float length, int[] bounds, int first, int count) {
        for (int i = 0; i < count; i++) {
            bounds[first + i] = (int) (-2f * (products[i] + length));
        }
    }
}
