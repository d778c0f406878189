package org.lanewise.core.model;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;

/** Mean and standard deviation of every feature over a set of examples. */
interface FeatureSums {

    /** Of means alone, which may be faster. */
    static FeatureSums of(Features features) {
        return features.element() == Element.BYTE ? new ByteSums(features, false) : new FloatSums(features);
    }

    static FeatureSums withSquares(Features features) {
        return features.element() == Element.BYTE ? new ByteSums(features, true) : new FloatSums(features);
    }

    /** The mean of a feature, rounded to double. */
    double mean(int feature);

    /**
     * The standard deviation of a feature, dividing by the number of examples: {@code sqrt(n q - s^2) / n} with s the sum and
     * q the sum of squares.
     */
    double standardDeviation(int feature);
}
