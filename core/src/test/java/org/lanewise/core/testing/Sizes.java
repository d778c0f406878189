package org.lanewise.core.testing;

import java.util.SplittableRandom;

/** Random sizes as kernels meet them: none, one, small ones, and those next to what is taken at a time. */
public final class Sizes {

    private static final int[] STEPS = {4, 8, 16, 32, 64, 128, 256};

    private Sizes() {}

    /** {@return a size from {@code smallest} to {@code largest}} */
    public static int draw(SplittableRandom random, int smallest, int largest) {
        int size = switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2, 3, 4, 5, 6, 7, 8 -> random.nextInt(2, 24);
            case 9, 10, 11, 12, 13, 14 -> nextToStep(random);
            default -> random.nextInt(1, Math.max(2, largest + 1));
        };
        return Math.clamp(size, smallest, largest);
    }

    private static int nextToStep(SplittableRandom random) {
        return STEPS[random.nextInt(STEPS.length)] * random.nextInt(1, 4) + random.nextInt(-1, 2);
    }
}
