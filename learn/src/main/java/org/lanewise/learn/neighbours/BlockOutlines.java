package org.lanewise.learn.neighbours;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;

/**
 * Outlines for {@link Metric#L1}: small images whose pixels are means of eight. For sums S of the same pixels of two images
 * {@code |S_x - S_y| <= sum |x_d - y_d|}, and for {@code a = floor(S / 8)}, which is a byte, {@code |S_x - S_y| >= 8 |a_x - a_y| - 7}.
 *
 * @param images the small images
 */
record BlockOutlines(Features images) implements Outlines {

    /** Pixels of a block, two blocks of {@link BlockSums}. */
    private static final int SIZE = 8;

    static BlockOutlines of(Arena arena, Kernels kernels, Features images) {
        BlockSums sums = BlockSums.of(images.columns());
        int columns = Math.ceilDiv(sums.count(), 2);
        MemorySegment memory = arena.allocate(Math.max(1, (long) images.rows() * columns));
        Outlines.share(kernels, images, (from, to) -> {
            byte[] pixels = sums.room();
            int[] blocks = new int[2 * columns];
            byte[] small = new byte[columns];
            for (int row = from; row < to; row++) {
                sums.read(images, row, pixels);
                sums.sum(pixels, blocks);
                for (int i = 0; i < columns; i++) {
                    small[i] = (byte) (Math.floorDiv(blocks[2 * i] + blocks[2 * i + 1], SIZE) + 128);
                }
                MemorySegment.copy(small, 0, memory, ValueLayout.JAVA_BYTE, (long) row * columns, columns);
            }
        });
        return new BlockOutlines(Features.ofBytes(memory, 0, images.rows(), columns, columns));
    }

    @Override
    public Bounds bounds(Arena arena, Kernels kernels, Features queries, int most) {
        Features small = of(arena, kernels, queries).images;
        int lost = (SIZE - 1) * small.columns();
        return (from, to, bounds) -> {
            kernels.distances(Metric.L1, small, images.rows(from, to), bounds);
            for (int i = 0; i < queries.rows() * (to - from); i++) {
                bounds[i] = Math.max(0, SIZE * bounds[i] - lost);
            }
        };
    }
}
