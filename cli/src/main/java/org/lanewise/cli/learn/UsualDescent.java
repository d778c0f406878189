package org.lanewise.cli.learn;

import org.lanewise.cli.problem.LossKind;

/**
 * What a descent takes where an option was not given.
 *
 * @param schedule the learning rate over time
 * @param batch images of a step, as on the command line
 * @param epochs passes over the training images
 * @param average how much of the average of the weights a step keeps; 0 for no average
 * @param rateFactor by how much larger learning rates are than those of a linear classifier, but for optimizers that scale
 *     gradients themselves
 */
record UsualDescent(ScheduleKind schedule, String batch, int epochs, double average, float rateFactor) {

    /** Of a linear classifier, whose loss is convex: some epochs, averaged. */
    static final UsualDescent LINEAR = new UsualDescent(ScheduleKind.constant, "64", 3, 0.9975, 1);

    /** Of a hidden layer: the rate ends at 0, so that there is nothing to average. */
    static final UsualDescent HIDDEN = new UsualDescent(ScheduleKind.cosine, "256", 12, 0, 6);

    float rate(OptimizerKind optimizer, LossKind loss) {
        return optimizer.scalesItself() ? optimizer.usualRate(loss) : rateFactor * optimizer.usualRate(loss);
    }
}
