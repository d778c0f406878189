package org.lanewise.cli.learn;

import org.lanewise.learn.train.Schedule;

/** How the learning rate changes over time, named as on the command line. */
enum ScheduleKind {
    /** The same always. */
    constant,
    /** Multiplied with the decay three times, evenly over the training. */
    step,
    /** Multiplied with the decay each epoch. */
    exponential,
    /** {@code rate / (1 + decay * epochs)}. */
    inverse,
    /** Half a cosine down to 0 at the end. */
    cosine;

    private static final int STEPS = 4;

    boolean hasDecay() {
        return this == step || this == exponential || this == inverse;
    }

    /** Whether the rate depends on how long the training will be. */
    boolean dependsOnEpochs() {
        return this == step || this == cosine;
    }

    /** The schedule of a training of some epochs. */
    Schedule with(float rate, double decay, int epochs) {
        double length = Math.max(1, epochs);
        return switch (this) {
            case constant -> Schedule.constant(rate);
            case step -> new Schedule.Step(rate, decay, length / STEPS);
            case exponential -> new Schedule.Exponential(rate, decay);
            case inverse -> new Schedule.InverseTime(rate, decay);
            case cosine -> Schedule.cosine(rate, length);
        };
    }
}
