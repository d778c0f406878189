package org.lanewise.learn.baseline;

import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;

/** Random steps in the space of parameters. */
final class Noise {

    private Noise() {}

    /** {@code target = centre + deviation * normal}, weights first, then the bias. */
    static void around(LinearModel centre, float deviation, SplittableRandom random, LinearModel target) {
        around(centre.weights(), deviation, random, target.weights());
        around(centre.bias(), deviation, random, target.bias());
    }

    private static void around(FloatMatrix centre, float deviation, SplittableRandom random, FloatMatrix target) {
        for (int row = 0; row < target.rows(); row++) {
            for (int column = 0; column < target.columns(); column++) {
                float step = (float) (deviation * random.nextGaussian());
                target.set(row, column, centre.get(row, column) + step);
            }
        }
    }

    static void requireTries(int tries) {
        if (tries < 1) {
            throw new IllegalArgumentException("A search tries at least 1 time, but was asked for " + tries + ".");
        }
    }

    static void requirePositive(String what, float value) {
        if (!(value > 0) || value == Float.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "The " + what + " must be positive and finite, but it is " + value + ".");
        }
    }
}
