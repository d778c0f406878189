package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import org.lanewise.learn.file.NpzReader;

/** The arrays of an {@code .npz} archive. */
final class NpzArrays implements NamedArrays {

    private final Path file;
    private final NpzReader archive;
    private final Arena arena;

    NpzArrays(Path file, Arena arena) throws IOException {
        this.file = file;
        this.archive = new NpzReader(file);
        this.arena = arena;
    }

    @Override
    public List<String> names() {
        return List.copyOf(archive.names());
    }

    @Override
    public ArraySource array(String name) throws IOException {
        return NumpyArrays.of(archive.array(name), arena);
    }

    @Override
    public List<Path> files(List<String> names) {
        return List.of(file);
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
