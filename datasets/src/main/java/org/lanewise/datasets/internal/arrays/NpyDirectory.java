package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lanewise.learn.file.Npy;

/** The {@code .npy} files of a directory, by their names without the ending. */
final class NpyDirectory implements NamedArrays {

    private static final String SUFFIX = ".npy";

    private final Path directory;
    private final Arena arena;

    NpyDirectory(Path directory, Arena arena) {
        this.directory = directory;
        this.arena = arena;
    }

    /** The names of the arrays of a directory; none of what is no directory. */
    static List<String> names(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public List<String> names() throws IOException {
        return names(directory);
    }

    @Override
    public ArraySource array(String name) throws IOException {
        return NumpyArrays.of(Npy.find(file(name)), arena);
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }

    @Override
    public List<Path> files(List<String> names) {
        return names.stream().map(this::file).toList();
    }

    @Override
    public void close() {}
}
