package org.lanewise.datasets.internal.folders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the folders of classes are.
 *
 * @param train holds those of the training set, or is null
 * @param test holds those of the test set, or is null
 * @param unused hold those of other sets
 */
record Layout(Path train, Path test, List<Path> unused) {

    private static final String TRAIN = "train";

    /** What test sets are called; the first that is there is taken. */
    private static final List<String> TESTS = List.of("test", "val", "valid", "validation");

    /** How deep in the folder of a class the first picture may be. */
    private static final int LEVELS = 1;

    /** The layout of a directory; null if there are no folders of pictures in it. */
    static Layout find(Path data) throws IOException {
        Path train = hasClasses(data.resolve(TRAIN)) ? data.resolve(TRAIN) : null;
        List<Path> tests = new ArrayList<>();
        for (String name : TESTS) {
            if (hasClasses(data.resolve(name))) {
                tests.add(data.resolve(name));
            }
        }
        if (train == null && tests.isEmpty()) {
            return hasClasses(data) ? new Layout(data, null, List.of()) : null;
        }
        return tests.isEmpty()
                ? new Layout(train, null, List.of())
                : new Layout(train, tests.getFirst(), tests.subList(1, tests.size()));
    }

    private static boolean hasClasses(Path folder) throws IOException {
        for (Path inner : Listing.folders(folder)) {
            if (Listing.hasPicture(inner, LEVELS)) {
                return true;
            }
        }
        return false;
    }
}
