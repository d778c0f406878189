package org.lanewise.cli.learn;

/**
 * How a training ended, whatever the method.
 *
 * @param name one word for results
 * @param sentence for a person: how, after how much
 * @param steps number of changes of the weights
 * @param loss the last loss, regularization included
 * @param validationAccuracy the best one on the way, or the last; NaN without a validation part
 * @param isInterrupted whether Ctrl-C ended it
 */
record Ending(String name, String sentence, long steps, double loss, double validationAccuracy, boolean isInterrupted) {

    /** One that Ctrl-C ended before it had led to weights. */
    static Ending interrupted() {
        return new Ending("stopped", "Interrupted", 0, Double.NaN, Double.NaN, true);
    }

    /** The same with the accuracy of examples that were left out before. */
    Ending withValidation(double accuracy) {
        return new Ending(name, sentence, steps, loss, accuracy, isInterrupted);
    }
}
