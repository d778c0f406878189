package org.lanewise.learn.train;

/**
 * How a training ended. The model has the weights of the best epoch with {@link EarlyStopping}, else the averaged ones with
 * {@link WeightAveraging}, else the last ones.
 *
 * @param reason why it ended
 * @param epochs number of epochs that were begun
 * @param steps number of steps
 * @param loss mean loss of the minibatches of the last epoch, as far as it went; NaN without a step
 * @param bestEpoch the epoch of the best validation accuracy, 0 for the first; -1 without validation
 * @param bestAccuracy the best validation accuracy; NaN without validation
 */
public record TrainingResult(Reason reason, int epochs, long steps, double loss, int bestEpoch, double bestAccuracy) {

    /** Why a training ended. */
    public enum Reason {
        /** All epochs or steps were done. */
        COMPLETED,
        /** The validation accuracy did not improve any longer. */
        EARLY_STOPPED,
        /** The validation accuracy reached the target. */
        TARGET_REACHED,
        /** {@link Trainer#stop} was called. */
        STOPPED
    }
}
