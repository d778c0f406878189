package org.lanewise.bench.implementations;

/** How many threads a fork's implementation may share an operation between. */
public final class ForkThreads {

    private static final String PROPERTY = "lanewise.bench.threads";

    private ForkThreads() {}

    /**
     * The option that tells a fork.
     *
     * @param threads how many, at most
     * @return an option of its VM
     */
    public static String asVmOption(int threads) {
        return "-D" + PROPERTY + "=" + threads;
    }

    /** {@return how many this fork was told; 1 if nothing} */
    public static int ofThisFork() {
        return Integer.getInteger(PROPERTY, 1);
    }
}
