package org.lanewise.datasets.internal.base;

import org.lanewise.core.data.Features;
import org.lanewise.datasets.DatasetException;

/**
 * The training set or the test set as a format has read it.
 *
 * @param features N x D
 * @param labels of each example
 * @param what holds the features, for messages
 */
public record Part(Features features, LabelColumn labels, String what) {

    /** Refuses a set that nothing can be learned from. */
    void check() throws DatasetException {
        if (features.rows() == 0 || features.columns() == 0) {
            String missing = features.rows() == 0 ? "rows" : "columns";
            throw new DatasetException(
                    what + " has no " + missing + ", so there is nothing to learn from; check how it was written.");
        }
        if (labels.size() != features.rows()) {
            throw new DatasetException(what + " has " + features.rows() + " rows, but " + labels.what() + " has "
                    + labels.size() + " labels; give one label per row.");
        }
    }
}
