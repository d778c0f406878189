package org.lanewise.learn.train;

/** The loss became NaN or infinite. The model holds the last weights whose loss was finite. */
public final class TrainingDivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The epoch in which it happened. */
    private final int epoch;

    /** The step at which it happened. */
    private final long step;

    /** The learning rate of that step. */
    private final float learningRate;

    /** The steps that led to the weights that are kept. */
    private final long goodStep;

    /**
     * Says where training ended.
     *
     * @param loss the loss
     * @param epoch the epoch, 0 for the first
     * @param step number of the step, 0 for the first
     * @param learningRate the learning rate of that step
     * @param goodStep the number of steps that led to the weights that are kept
     */
    public TrainingDivergedException(double loss, int epoch, long step, float learningRate, long goodStep) {
        super("The loss became " + loss + " in epoch " + (epoch + 1) + " at step " + (step + 1)
                + " with learning rate " + learningRate + "; the weights after step " + goodStep
                + " are kept. Try a smaller learning rate, gradient clipping, or scaled pixels.");
        this.epoch = epoch;
        this.step = step;
        this.learningRate = learningRate;
        this.goodStep = goodStep;
    }

    /** {@return the epoch in which it happened, 0 for the first} */
    public int epoch() {
        return epoch;
    }

    /** {@return the step at which it happened, 0 for the first} */
    public long step() {
        return step;
    }

    /** {@return the number of steps that led to the weights that are kept} */
    public long goodStep() {
        return goodStep;
    }

    /** {@return the learning rate of that step} */
    public float learningRate() {
        return learningRate;
    }
}
