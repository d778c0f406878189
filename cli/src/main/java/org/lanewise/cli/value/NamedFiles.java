package org.lanewise.cli.value;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cli.InputException;
import org.lanewise.core.internal.files.Replacement;

/**
 * The files that a command reads and writes, by the options that name them. No two that it writes may be one, and none may be
 * one that it reads: the later would destroy the earlier, after an hour of work perhaps.
 */
public final class NamedFiles {

    /** A file and who named it. */
    private record Named(String option, Path path) {

        /** Whether both are one file, or one is a folder of the other, whatever links lead there. */
        boolean collidesWith(Named other) throws IOException {
            Path here = place(path);
            Path there = place(other.path);
            return here.startsWith(there)
                    || there.startsWith(here)
                    || Files.exists(here) && Files.exists(there) && Files.isSameFile(here, there);
        }
    }

    private final List<Named> inputs = new ArrayList<>();
    private final List<Named> outputs = new ArrayList<>();

    /** No files yet. */
    public NamedFiles() {}

    /**
     * A file that is read.
     *
     * @param option who names it
     * @param path its path, or null if it was not given
     */
    public void reads(String option, Path path) {
        add(inputs, option, path);
    }

    /**
     * A file that is written, and perhaps read before.
     *
     * @param option who names it
     * @param path its path, or null if it was not given
     */
    public void writes(String option, Path path) {
        add(outputs, option, path);
    }

    /**
     * A data set: a file, or a directory with CIFAR's files. Which others are read in a directory is known when it is open.
     *
     * @param option who names it
     * @param directory the path of either
     */
    public void readsSet(String option, Path directory) {
        if (Files.isRegularFile(directory)) {
            reads(option, directory);
            return;
        }
        Stream.of(CifarFormat.values())
                .flatMap(format -> Stream.of(format.trainFiles(), format.testFiles(), List.of(format.namesFile()))
                        .flatMap(List::stream))
                .distinct()
                .forEach(name -> reads(option, directory.resolve(name)));
    }

    private static void add(List<Named> to, String option, Path path) {
        if (path != null) {
            to.add(new Named(option, path));
        }
    }

    /**
     * Compares all files, of which none need exist.
     *
     * @throws InputException if a file that is written is another or is read; says which options name it
     * @throws IOException if a link cannot be followed
     */
    public void requireApart() throws IOException {
        for (int i = 0; i < outputs.size(); i++) {
            Named output = outputs.get(i);
            for (Named other : outputs.subList(0, i)) {
                if (output.collidesWith(other)) {
                    throw new InputException(other.option + " and " + output.option + " would both be written to "
                            + output.path + "; give each a file of its own.");
                }
            }
            for (Named input : inputs) {
                if (output.collidesWith(input)) {
                    throw new InputException(output.option + " would be written over " + input.path
                            + ", which is read as " + input.option + "; give another file.");
                }
            }
        }
    }

    /**
     * Whether two paths lead to one file, or would.
     *
     * @param one a path, or null
     * @param other another, or null
     * @return whether both are given and the same
     * @throws IOException if a link cannot be followed
     */
    public static boolean isOne(Path one, Path other) throws IOException {
        return one != null && other != null && new Named("", one).collidesWith(new Named("", other));
    }

    /** Where a file is or would be: without links, as far as there are folders. */
    private static Path place(Path path) throws IOException {
        Path file = Replacement.followed(path);
        Path folder = file.getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder == null
                ? file
                : folder.toRealPath()
                        .resolve(file.subpath(folder.getNameCount(), file.getNameCount()))
                        .normalize();
    }
}
