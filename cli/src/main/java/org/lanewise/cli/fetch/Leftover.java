package org.lanewise.cli.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lanewise.cli.InputException;

/**
 * What an earlier run left beside the target, under names that anybody may have used. Links are not followed, and nothing is
 * opened or deleted but what this program makes: writing to a pipe would wait for ever, through a link to someone's file.
 */
final class Leftover {

    private Leftover() {}

    /** Refuses what is no file of our own; none at all will do. */
    static void requireFile(Path file) throws InputException {
        if (exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw foreign(file, "no regular file");
        }
    }

    /** Deletes a folder of files, if it is there. */
    static void deleteFolder(Path folder) throws IOException {
        if (!exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw foreign(folder, "no folder");
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.toList();
        }
        for (Path file : files) {
            requireFile(file);
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static InputException foreign(Path path, String found) {
        return new InputException(
                path + " is " + found + ", so ./lanewise data fetch did not make it, but needs its name;"
                        + " remove it, or give another directory with --data.");
    }
}
