package org.lanewise.datasets.internal.folders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The folders of the classes of a training set or a test set.
 *
 * @param root what they are in
 * @param all those with pictures, by name
 * @param empty those without
 */
record ClassFolders(Path root, List<ClassFolder> all, List<ClassFolder> empty) {

    /** Lists those of a part of the data set in a directory. */
    static ClassFolders list(Path data, Path root) throws IOException {
        List<ClassFolder> all = new ArrayList<>();
        List<ClassFolder> empty = new ArrayList<>();
        for (Path folder : Listing.folders(root)) {
            ClassFolder listed = ClassFolder.list(data, folder);
            (listed.pictures().isEmpty() ? empty : all).add(listed);
        }
        // Classes are in the order of their names. On some systems paths have another order.
        all.sort(Comparator.comparing(ClassFolder::name));
        return new ClassFolders(root, all, empty);
    }

    Set<String> names() {
        return all.stream().map(ClassFolder::name).collect(Collectors.toSet());
    }

    int others() {
        return all.stream().mapToInt(ClassFolder::others).sum()
                + empty.stream().mapToInt(ClassFolder::others).sum();
    }

    /** All pictures. The classes take turns, so that the first N examples have all classes. */
    List<Picture> pictures() {
        int most =
                all.stream().mapToInt(folder -> folder.pictures().size()).max().orElse(0);
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            for (ClassFolder folder : all) {
                if (i < folder.pictures().size()) {
                    pictures.add(folder.pictures().get(i));
                }
            }
        }
        return pictures;
    }
}
