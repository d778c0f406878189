package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.cli.InputException;
import org.lanewise.datasets.Dataset;

/** All that decides the result of a training, by name: its options and the sum of its data. */
final class Provenance {

    private static final String DATA = "dataSha256";
    private static final String CLASSES = "classes";
    private static final int USUAL_CLASSES = 10;

    private Provenance() {}

    /** Options, and the sum of all files of a set, which are read for it. */
    static Map<String, String> of(Map<String, Object> settings, Dataset dataset) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        settings.forEach((name, value) -> all.put(name, value.toString()));
        all.put(DATA, DataSum.sha256(dataset.files()));
        if (dataset.classNames().size() != USUAL_CLASSES) {
            // The same files of CIFAR-100 have labels of two kinds.
            all.put(CLASSES, Integer.toString(dataset.classNames().size()));
        }
        return all;
    }

    /** Refuses to continue a training that had other options or other data. */
    static void requireSame(Map<String, String> saved, Map<String, String> here, Path file) throws InputException {
        for (Map.Entry<String, String> entry : here.entrySet()) {
            String before = saved.get(entry.getKey());
            if (!entry.getValue().equals(before)) {
                throw new InputException(file + " was saved by a training with " + entry.getKey() + " " + before
                        + ", but here it is " + entry.getValue() + "; continue it with the same data and options.");
            }
        }
    }
}
