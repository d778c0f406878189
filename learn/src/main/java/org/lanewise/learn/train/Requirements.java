package org.lanewise.learn.train;

/** Checks of hyperparameters, each with a sentence that names what was given. */
final class Requirements {

    private Requirements() {}

    static void share(String what, double number) {
        if (!(number >= 0 && number < 1)) {
            throw new IllegalArgumentException(what + " must be at least 0 and less than 1, but it is " + number + ".");
        }
    }

    static void positive(String what, double number) {
        if (!(number > 0) || number == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(what + " must be positive and finite, but it is " + number + ".");
        }
    }

    static void notNegative(String what, double number) {
        if (!(number >= 0) || number == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(what + " must be finite and at least 0, but it is " + number + ".");
        }
    }

    static void notNegative(String what, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(what + " must be at least 0, but it is " + number + ".");
        }
    }

    static void atLeastOne(String what, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but it is " + number + ".");
        }
    }
}
