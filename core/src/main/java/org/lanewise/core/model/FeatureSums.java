package org.lanewise.core.model;

import java.io.Serializable;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;

/**
 * Mean and standard deviation of every feature over a set of examples. The sums that they come from can be made in parts, each
 * of whole blocks of {@link BlockSum#EXAMPLES} examples, and merged in the order of the parts; the bits do not depend on how the
 * set was divided.
 *
 * <p>Merging changes one; otherwise immutable.
 */
public sealed interface FeatureSums extends Serializable permits ByteSums, FloatSums {

    /**
     * Sums over a whole set, of means alone, which may be faster; deviations are not there.
     *
     * @param features N x D
     * @return the sums
     */
    static FeatureSums of(Features features) {
        return features.element() == Element.BYTE
                ? new ByteSums(features, false)
                : FloatSums.of(features, 0, FloatSums.first(features));
    }

    /**
     * Sums over a whole set.
     *
     * @param features N x D
     * @return the sums
     */
    static FeatureSums withSquares(Features features) {
        return features.element() == Element.BYTE
                ? new ByteSums(features, true)
                : FloatSums.of(features, 0, FloatSums.first(features));
    }

    /**
     * Sums over a part of a set.
     *
     * @param part the examples from a block on, in whole blocks but for the last of the set
     * @param firstBlock the number of the first of these blocks in the whole set
     * @param firstExample the D features of the first example of the whole set, about which floats are summed; not used for bytes
     * @return the sums
     */
    static FeatureSums withSquares(Features part, long firstBlock, float[] firstExample) {
        return part.element() == Element.BYTE
                ? new ByteSums(part, true)
                : FloatSums.of(part, firstBlock, firstExample.clone());
    }

    /**
     * Adds the part that comes next.
     *
     * @param next sums of the same form and number of features, over the examples that follow; empty afterwards
     * @throws IllegalArgumentException if it is another part, or one of another form
     */
    void merge(FeatureSums next);

    /** {@return the number of features D} */
    int features();

    /**
     * The mean of a feature.
     *
     * @param feature which feature
     * @return its mean, rounded to double
     */
    double mean(int feature);

    /**
     * The standard deviation of a feature, dividing by the number of examples: {@code sqrt(n q - s^2) / n} with s the sum and
     * q the sum of squares.
     *
     * @param feature which feature
     * @return its deviation
     */
    double standardDeviation(int feature);
}
