package org.lanewise.learn.train;

/**
 * How an epoch went.
 *
 * @param epoch the epoch, 0 for the first
 * @param steps number of steps since the start of training
 * @param loss mean loss of its minibatches, each before its step, regularization included
 * @param trainingAccuracy accuracy on the sample of the training set that the trainer was given; NaN without one
 * @param validationAccuracy accuracy on the validation part; NaN without one
 * @param learningRate the learning rate of its last step
 * @param imagesPerSecond images of its steps by the time that they took, without validation
 */
public record EpochReport(
        int epoch,
        long steps,
        double loss,
        double trainingAccuracy,
        double validationAccuracy,
        float learningRate,
        double imagesPerSecond) {}
