package org.lanewise.learn.train;

import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.model.Preprocessing;

/**
 * What a {@link Trainer.Builder} collects.
 *
 * @param kernels the kernels to use
 * @param preprocessing the map of the features
 * @param objective what is minimized
 * @param data the examples
 * @param descent how parameters move
 * @param stopping when training ends
 * @param listener is told how it goes
 */
record TrainingSettings(
        Kernels kernels,
        Preprocessing preprocessing,
        Objective objective,
        Data data,
        Descent descent,
        Stopping stopping,
        TrainingListener listener) {

    /**
     * Examples and their order.
     *
     * @param training the examples to learn from
     * @param batchSize examples of a minibatch
     * @param seed of the order
     * @param sample whose accuracy is reported after every epoch, or null
     * @param validation the same, of examples that are not learned from, or null
     * @param augmentation how examples are changed before they are learned from, or null
     */
    record Data(
            Examples training,
            int batchSize,
            long seed,
            Examples sample,
            Examples validation,
            Augmentation augmentation) {}

    /**
     * How parameters move.
     *
     * @param optimizer what is made of a gradient
     * @param schedule the learning rate
     * @param bias whether there is one
     * @param clipNorm the longest norm of a gradient; infinite if it may have any
     * @param averaging which average of the weights is the result, or null
     */
    record Descent(Optimizer optimizer, Schedule schedule, boolean bias, double clipNorm, WeightAveraging averaging) {

        boolean clips() {
            return clipNorm < Double.POSITIVE_INFINITY;
        }
    }

    /**
     * When training ends, whatever comes first.
     *
     * @param epochs after how many epochs
     * @param steps after how many steps
     * @param early when the validation accuracy does not improve, or null
     * @param targetAccuracy at which validation accuracy; infinite for none
     */
    record Stopping(int epochs, long steps, EarlyStopping early, double targetAccuracy) {}
}
