package org.lanewise.learn.train;

import org.lanewise.learn.evaluate.Evaluation;

/**
 * How an epoch went.
 *
 * @param epoch the epoch, 0 for the first
 * @param steps number of steps since the start of training
 * @param loss mean loss of its minibatches, each before its step, regularization included
 * @param training how the model does after the epoch on the sample of the training set that the trainer was given
 * @param validation how it does on the validation part
 * @param learningRate the learning rate of its last step
 * @param imagesPerSecond images of its steps by the time that they took, without validation
 */
public record EpochReport(
        int epoch,
        long steps,
        double loss,
        Judgement training,
        Judgement validation,
        float learningRate,
        double imagesPerSecond) {

    /**
     * How a model does on examples.
     *
     * @param loss mean loss, without regularization; NaN if there are no examples
     * @param accuracy the share of right answers, 0 to 1; NaN if there are no examples
     */
    public record Judgement(double loss, double accuracy) {

        /** Of no examples. */
        public static final Judgement NONE = new Judgement(Double.NaN, Double.NaN);

        /**
         * What an evaluation says.
         *
         * @param evaluation of the examples
         * @return its loss and accuracy
         */
        public static Judgement of(Evaluation evaluation) {
            return new Judgement(evaluation.meanLoss(), evaluation.accuracy());
        }
    }

    /** {@return accuracy on the sample of the training set; NaN without one} */
    public double trainingAccuracy() {
        return training.accuracy();
    }

    /** {@return accuracy on the validation part; NaN without one} */
    public double validationAccuracy() {
        return validation.accuracy();
    }
}
