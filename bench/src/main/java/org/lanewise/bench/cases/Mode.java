package org.lanewise.bench.cases;

/** How much time a run takes, and so how far its figures can be trusted. */
public enum Mode {
    /** Everything touched once, a minute and a half; the figures mean nothing. */
    SMOKE(new Effort(1, 5, 1, 50)),
    /** About twelve minutes. */
    DEFAULT(new Effort(2, 250, 3, 120)),
    /** All sizes and three forks: an hour and a half. */
    FULL(new Effort(3, 500, 4, 300));

    private final Effort effort;

    Mode(Effort effort) {
        this.effort = effort;
    }

    /** {@return what is spent on each case and implementation} */
    public Effort effort() {
        return effort;
    }
}
