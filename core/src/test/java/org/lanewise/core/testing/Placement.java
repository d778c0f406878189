package org.lanewise.core.testing;

import java.util.SplittableRandom;

/**
 * Where a matrix lies in its memory.
 *
 * @param offset bytes before the first element; most of them make every element unaligned
 * @param padding floats between the end of a row and the next
 * @param tail bytes after the last element; with 0 the segment's own bounds are the guard
 */
public record Placement(int offset, int padding, int tail) {

    private static final int[] OFFSETS = {0, 0, 1, 4, 7, 64};
    private static final int[] PADDINGS = {0, 0, 1, 3, 16};
    private static final int[] TAILS = {0, 0, 64};

    public static Placement random(SplittableRandom random) {
        return new Placement(pick(random, OFFSETS), pick(random, PADDINGS), pick(random, TAILS));
    }

    private static int pick(SplittableRandom random, int[] values) {
        return values[random.nextInt(values.length)];
    }
}
