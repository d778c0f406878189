package org.lanewise.datasets;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Files of one array each: {@code .npy}, {@code .npz} or {@code .safetensors} with a single array, or IDX, compressed or not.
 * They may be of different kinds.
 *
 * @param features N x D, or N images
 * @param labels the class of each: N integers or texts
 * @param testFeatures the same of a test set, or null if there is none
 * @param testLabels the same of a test set, or null if there is none
 */
public record ArrayFiles(Path features, Path labels, Path testFeatures, Path testLabels) {

    /**
     * Checks that features have labels.
     *
     * @throws NullPointerException if there are no features or no labels to train with
     * @throws IllegalArgumentException if there are features to test with and no labels, or the other way round
     */
    public ArrayFiles {
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(labels, "labels");
        if ((testFeatures == null) != (testLabels == null)) {
            throw new IllegalArgumentException(
                    testLabels == null
                            ? "There are features to test with, " + testFeatures + ", but no labels; give both or none."
                            : "There are labels to test with, " + testLabels + ", but no features; give both or none.");
        }
    }

    /**
     * Files of one set.
     *
     * @param features N x D, or N images
     * @param labels the class of each
     * @return these without a test set
     */
    public static ArrayFiles of(Path features, Path labels) {
        return new ArrayFiles(features, labels, null, null);
    }
}
