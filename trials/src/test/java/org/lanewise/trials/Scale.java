package org.lanewise.trials;

/** How long random suites run: {@code -Dlanewise.test.scale=50} makes them fifty times as long. */
public final class Scale {

    private static final int FACTOR = Integer.getInteger("lanewise.test.scale", 1);

    private Scale() {}

    /** {@return the cases of a suite that has so many in every build} */
    public static int of(int cases) {
        return Math.multiplyExact(cases, FACTOR);
    }

    /** Prints a line that scripts/long-run.sh collects. */
    public static void summary(String format, Object... arguments) {
        System.out.println("[summary] " + String.format(format, arguments));
    }
}
