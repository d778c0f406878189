package org.lanewise.learn.train;

/**
 * The learning rate as a function of how far training is, in epochs: 1.5 is the middle of the second one. So a schedule
 * means the same for every size of minibatch.
 *
 * <p>Schedules are immutable descriptions. They are computed with {@link StrictMath}, the same bits everywhere.
 */
public sealed interface Schedule {

    /**
     * The learning rate.
     *
     * @param epochs how far training is, at least 0
     * @return the rate
     */
    float at(double epochs);

    /**
     * The same rate always.
     *
     * @param rate the learning rate
     */
    record Constant(float rate) implements Schedule {
        /** Checks the rate. */
        public Constant {
            Requirements.notNegative("A learning rate", rate);
        }

        @Override
        public float at(double epochs) {
            return rate;
        }
    }

    /**
     * The rate multiplied with a factor every few epochs.
     *
     * @param rate the learning rate at the start
     * @param factor what it is multiplied with, such as 0.1
     * @param every after how many epochs, each time
     */
    record Step(float rate, double factor, double every) implements Schedule {
        /** Checks the numbers. */
        public Step {
            Requirements.notNegative("A learning rate", rate);
            Requirements.positive("The factor of a schedule", factor);
            Requirements.positive("The number of epochs of a schedule", every);
        }

        @Override
        public float at(double epochs) {
            return (float) (rate * StrictMath.pow(factor, Math.floor(epochs / every)));
        }
    }

    /**
     * The rate multiplied with a factor in every epoch, a little at each step.
     *
     * @param rate the learning rate at the start
     * @param factor what it is multiplied with in an epoch, such as 0.9
     */
    record Exponential(float rate, double factor) implements Schedule {
        /** Checks the numbers. */
        public Exponential {
            Requirements.notNegative("A learning rate", rate);
            Requirements.positive("The factor of a schedule", factor);
        }

        @Override
        public float at(double epochs) {
            return (float) (rate * StrictMath.pow(factor, epochs));
        }
    }

    /**
     * {@code rate / (1 + decay * epochs)}.
     *
     * @param rate the learning rate at the start
     * @param decay how fast it falls: by half after {@code 1 / decay} epochs
     */
    record InverseTime(float rate, double decay) implements Schedule {
        /** Checks the numbers. */
        public InverseTime {
            Requirements.notNegative("A learning rate", rate);
            Requirements.positive("The decay of a schedule", decay);
        }

        @Override
        public float at(double epochs) {
            return (float) (rate / (1 + decay * epochs));
        }
    }

    /**
     * Half a cosine, from the rate down to an end, at which it stays (Loshchilov and Hutter, "SGDR", 2017, without
     * restarts).
     *
     * @param rate the learning rate at the start
     * @param end the learning rate at the end, such as 0
     * @param epochs when the end is reached
     */
    record Cosine(float rate, float end, double epochs) implements Schedule {
        /** Checks the numbers. */
        public Cosine {
            Requirements.notNegative("A learning rate", rate);
            Requirements.notNegative("A learning rate", end);
            Requirements.positive("The number of epochs of a schedule", epochs);
        }

        @Override
        public float at(double now) {
            double share = Math.min(1, now / epochs);
            return (float) (end + (rate - end) * (1 + StrictMath.cos(Math.PI * share)) / 2);
        }
    }

    /**
     * Another schedule, whose rate at first grows in a line from 0.
     *
     * @param schedule what follows; its time runs from the start of training, warm-up included
     * @param epochs how long the warm-up takes
     */
    record WarmUp(Schedule schedule, double epochs) implements Schedule {
        /** Checks the number of epochs. */
        public WarmUp {
            Requirements.positive("The number of epochs of a schedule", epochs);
        }

        @Override
        public float at(double now) {
            return (float) (schedule.at(now) * Math.min(1, now / epochs));
        }
    }

    /**
     * The same rate always.
     *
     * @param rate the learning rate
     * @return the schedule
     */
    static Schedule constant(float rate) {
        return new Constant(rate);
    }

    /**
     * Half a cosine down to 0.
     *
     * @param rate the learning rate at the start
     * @param epochs when 0 is reached
     * @return the schedule
     */
    static Schedule cosine(float rate, double epochs) {
        return new Cosine(rate, 0, epochs);
    }

    /**
     * This schedule after a warm-up.
     *
     * @param epochs how long the rate grows from 0, more than 0
     * @return the schedule
     */
    default Schedule withWarmUp(double epochs) {
        return new WarmUp(this, epochs);
    }
}
