package org.lanewise.datasets.internal.base;

import java.nio.file.Path;
import java.util.List;
import org.lanewise.datasets.FeatureForm;

/**
 * What is known of a data set beside its examples.
 *
 * @param title what it is called
 * @param source where it lies, for messages
 * @param form what its features are
 * @param classNames the name of every class, in the order of the labels
 * @param files the files that it was read from
 * @param isSynthetic whether it was made up
 */
public record Description(
        String title, String source, FeatureForm form, List<String> classNames, List<Path> files, boolean isSynthetic) {

    /** Copies the lists. */
    public Description {
        classNames = List.copyOf(classNames);
        files = List.copyOf(files);
    }
}
