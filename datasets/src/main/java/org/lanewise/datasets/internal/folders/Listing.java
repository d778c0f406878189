package org.lanewise.datasets.internal.folders;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is in a folder. */
final class Listing {

    private Listing() {}

    /** The folders in a folder, without hidden ones, by name; none in what is no folder. */
    static List<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> !Names.isHidden(path) && Files.isDirectory(path))
                    .sorted()
                    .toList();
        }
    }

    /** Whether there is a picture in a folder, or not deeper in it than some levels; no more is looked at than needed. */
    static boolean hasPicture(Path folder, int levels) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.anyMatch(Names::isPicture)) {
                return true;
            }
        } catch (AccessDeniedException closed) {
            // It is not known yet whether this is a data set at all.
            return false;
        }
        if (levels > 0) {
            for (Path inner : folders(folder)) {
                if (hasPicture(inner, levels - 1)) {
                    return true;
                }
            }
        }
        return false;
    }
}
