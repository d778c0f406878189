package org.lanewise.bench.cases;

/** How much time a run takes, and so how far its figures can be trusted. */
public enum Mode {
    /** Everything touched once; the figures mean nothing. */
    SMOKE(new Effort(1, 1, 50, 1, 50)),
    /** About eleven minutes. */
    DEFAULT(new Effort(2, 2, 250, 3, 150)),
    /** More sizes and more forks: an hour or two. */
    FULL(new Effort(5, 3, 400, 5, 400));

    private final Effort effort;

    Mode(Effort effort) {
        this.effort = effort;
    }

    /** {@return what is spent on each case and implementation} */
    public Effort effort() {
        return effort;
    }
}
