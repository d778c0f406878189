package org.lanewise.testing;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long random suites run: {@code -Dlanewise.test.scale=50} makes them fifty times as long, 0.4 less than half; and with
 * which seeds: {@code -Dlanewise.test.seed=7} adds 7 times 10^9 to each, so that a long run can be done in pieces.
 */
public final class Scale {

    private static final double FACTOR = Double.parseDouble(System.getProperty("lanewise.test.scale", "1"));
    private static final long PIECE = Long.getLong("lanewise.test.seed", 0) * 1_000_000_000;

    /** Multiplications for each case of a walk, on average at most. */
    private static final long WORK = Long.getLong("lanewise.test.work", Long.MAX_VALUE);

    private static final LongAdder TAKEN = new LongAdder();
    private static final LongAdder LEFT = new LongAdder();

    private Scale() {}

    /** {@return whether this is a long run} */
    public static boolean isLong() {
        return FACTOR > 1;
    }

    /** {@return the cases of a suite that has so many at scale 1; at least one} */
    public static int of(int cases) {
        return Math.max(1, Math.toIntExact(Math.round(cases * FACTOR)));
    }

    /** {@return the seed of a suite that has this one in every build} */
    public static long seed(long seed) {
        return seed + PIECE;
    }

    /**
     * Whether a walk over many shapes takes this one. It takes all, unless {@code -Dlanewise.test.work=10000} says that this VM is
     * slow: then small ones, and of larger ones so few that they cost no more on average.
     */
    public static boolean takes(long seed, long multiplications) {
        boolean takes = multiplications <= WORK || new SplittableRandom(seed).nextLong(multiplications) < WORK;
        (takes ? TAKEN : LEFT).increment();
        return takes;
    }

    /** {@return how many shapes the walks took up to now, and how many they left out} */
    public static long[] walks() {
        return new long[] {TAKEN.sum(), LEFT.sum()};
    }

    /** Prints a line that scripts/long-run.sh collects. */
    public static void summary(String format, Object... arguments) {
        System.out.println("[summary] " + String.format(format, arguments));
    }
}
