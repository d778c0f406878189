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

    /**
     * The threads of a case.
     *
     * @param demanded how many the case is about; 0 if it takes what the fork was told
     * @return that number, or {@link #ofThisFork()}
     */
    public static int of(int demanded) {
        return demanded == 0 ? ofThisFork() : demanded;
    }
}
