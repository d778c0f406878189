package org.lanewise.trials;

/**
 * How long random suites run: {@code -Dlanewise.test.scale=50} makes them fifty times as long; and with which seeds: {@code
 * -Dlanewise.test.seed=7} adds 7 times 10^9 to each, so that a long run can be done in pieces.
 */
public final class Scale {

    private static final int FACTOR = Integer.getInteger("lanewise.test.scale", 1);
    private static final long PIECE = Long.getLong("lanewise.test.seed", 0) * 1_000_000_000;

    private Scale() {}

    /** {@return the cases of a suite that has so many in every build} */
    public static int of(int cases) {
        return Math.multiplyExact(cases, FACTOR);
    }

    /** {@return the seed of a suite that has this one in every build} */
    public static long seed(long seed) {
        return seed + PIECE;
    }

    /** Prints a line that scripts/long-run.sh collects. */
    public static void summary(String format, Object... arguments) {
        System.out.println("[summary] " + String.format(format, arguments));
    }
}
