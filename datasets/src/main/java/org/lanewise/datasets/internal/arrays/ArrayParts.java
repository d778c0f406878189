package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.datasets.internal.base.Assembly;
import org.lanewise.datasets.internal.base.LabelColumn;
import org.lanewise.datasets.internal.base.Opened;
import org.lanewise.datasets.internal.base.Part;

/**
 * Arrays as the parts of a data set. Labels are read first, because it takes little time to find that they are wrong.
 *
 * @param features those of the part
 * @param labels its labels
 */
record ArrayParts(ArraySource features, ArraySource labels) {

    Part read(Arena arena) throws IOException {
        LabelColumn column = ArrayLabels.of(labels);
        Features rows = ArrayFeatures.of(features, arena);
        return new Part(rows, column, features.name());
    }

    /** What describes a set of arrays. */
    interface Describer {
        Assembly describe(FeatureForm form);
    }

    /** Reads a set; one of its parts may be null. */
    static Opened open(ArrayParts train, ArrayParts test, Describer describer, Arena arena) throws IOException {
        requireSameShape(train, test);
        Part first = train == null ? null : train.read(arena);
        Part second = test == null ? null : test.read(arena);
        FeatureForm form = ArrayForm.of(train == null ? test.features : train.features);
        return describer.describe(form).of(first, second, arena);
    }

    /** Images of 28 x 14 are none of 14 x 28, although both have as many pixels. */
    private static void requireSameShape(ArrayParts train, ArrayParts test) throws DatasetException {
        if (train == null
                || test == null
                || train.features.shape().isEmpty()
                || test.features.shape().isEmpty()) {
            return;
        }
        var one = train.features.shape().subList(1, train.features.shape().size());
        var other = test.features.shape().subList(1, test.features.shape().size());
        if (!one.equals(other)) {
            throw new DatasetException(test.features.name() + " has the shape " + test.features.shape() + ", but "
                    + train.features.name() + " has " + train.features.shape()
                    + "; both need the same but for the number of examples.");
        }
    }
}
