package org.lanewise.bench.cases;

/** How much time a run takes, and so how far its figures can be trusted. */
public enum Mode {
    /** Everything touched once; the figures mean nothing. */
    SMOKE(new Effort(1, 1, 50, 1, 50)),
    /** About twelve minutes. */
    DEFAULT(new Effort(2, 2, 200, 3, 150)),
    /** All sizes and three forks: an hour and a half. */
    FULL(new Effort(3, 2, 300, 4, 300));

    private final Effort effort;

    Mode(Effort effort) {
        this.effort = effort;
    }

    /** {@return what is spent on each case and implementation} */
    public Effort effort() {
        return effort;
    }
}
