package org.lanewise.learn.train;

/** Is told how training goes, on the thread that trains, and may call {@link Trainer#state} and {@link Trainer#stop}. */
public interface TrainingListener {

    /**
     * After every step.
     *
     * @param epoch the epoch, 0 for the first
     * @param step number of the step since the start of training, 0 for the first
     * @param loss the loss of the minibatch before the step, regularization included
     * @param learningRate the learning rate
     */
    default void stepDone(int epoch, long step, double loss, float learningRate) {}

    /**
     * After every epoch.
     *
     * @param report how it went
     */
    default void epochDone(EpochReport report) {}

    /**
     * Two listeners as one.
     *
     * @param next is told after this one
     * @return a listener that tells both
     */
    default TrainingListener andThen(TrainingListener next) {
        TrainingListener first = this;
        return new TrainingListener() {
            @Override
            public void stepDone(int epoch, long step, double loss, float learningRate) {
                first.stepDone(epoch, step, loss, learningRate);
                next.stepDone(epoch, step, loss, learningRate);
            }

            @Override
            public void epochDone(EpochReport report) {
                first.epochDone(report);
                next.epochDone(report);
            }
        };
    }
}
