package org.lanewise.datasets.internal.folders;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What names of files and folders tell. */
final class Names {

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    private Names() {}

    /** Whether a file or a folder is one that systems and programs keep for themselves. */
    static boolean isHidden(Path path) {
        return of(path).startsWith(".");
    }

    static boolean isPicture(Path file) {
        String name = of(file).toLowerCase(Locale.ROOT);
        return !isHidden(file) && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    static String of(Path path) {
        return path.getFileName().toString();
    }
}
