package org.lanewise.core.data;

import java.util.Objects;

/** Features with labels in an array. */
record GivenExamples(Features features, int[] labels, int classes) implements Examples {

    GivenExamples {
        Objects.requireNonNull(features, "features");
        labels = labels.clone();
        if (labels.length != features.rows()) {
            throw new IllegalArgumentException("There are " + features.rows() + " examples, but " + labels.length
                    + " labels; give one label per example.");
        }
        if (classes < 1) {
            throw new IllegalArgumentException("Examples need at least 1 class, but there are " + classes + ".");
        }
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= classes) {
                throw new IllegalArgumentException("Label " + labels[row] + " of example " + row
                        + " is out of range: with " + classes + " classes labels are 0 to " + (classes - 1) + ".");
            }
        }
    }

    @Override
    public int label(int row) {
        return labels[row];
    }
}
