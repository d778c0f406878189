package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.Reading;
import org.lanewise.datasets.internal.base.Assembly;
import org.lanewise.datasets.internal.base.Format;
import org.lanewise.datasets.internal.base.Opened;

/**
 * A directory in MNIST's layout: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, and the same with {@code t10k}
 * for the test set; also with a dot before {@code idx}, and compressed, with {@code .gz} at the end.
 */
public final class IdxFormat implements Format {

    private static final String TRAIN = "train";
    private static final String TEST = "t10k";

    @Override
    public String expected() {
        return "a directory with train-images-idx3-ubyte and train-labels-idx1-ubyte";
    }

    @Override
    public boolean fits(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            return false;
        }
        try (Stream<Path> files = Files.list(data)) {
            return files.anyMatch(file ->
                    file.getFileName().toString().matches("(train|t10k)-(images|labels)[.-]idx[134]-ubyte(\\.gz)?"));
        }
    }

    @Override
    public Opened open(Path data, Reading reading) throws IOException {
        return Assembly.withArena(arena -> open(data, arena));
    }

    private static Opened open(Path directory, Arena arena) throws IOException {
        List<Path> files = new ArrayList<>();
        ArrayParts train = parts(directory, TRAIN, files, arena);
        ArrayParts test = parts(directory, TEST, files, arena);
        return ArrayParts.open(
                train, test, form -> new Assembly("IDX (MNIST)", directory.toString(), form, files), arena);
    }

    private static ArrayParts parts(Path directory, String part, List<Path> files, Arena arena) throws IOException {
        Path images = find(directory, part + "-images", "idx3-ubyte", "idx4-ubyte");
        Path labels = find(directory, part + "-labels", "idx1-ubyte");
        if (images == null && labels == null) {
            return null;
        }
        if (images == null || labels == null) {
            throw new DatasetException(
                    directory + " has " + (images == null ? labels : images).getFileName() + ", but no " + part
                            + (images == null ? "-images-idx3-ubyte" : "-labels-idx1-ubyte") + "; put it there.");
        }
        files.add(images);
        files.add(labels);
        return new ArrayParts(Idx.open(images, arena), Idx.open(labels, arena));
    }

    /** What is not compressed comes first, for it can be mapped. */
    private static Path find(Path directory, String name, String... endings) {
        for (String packed : List.of("", ".gz")) {
            for (String ending : endings) {
                for (String separator : List.of("-", ".")) {
                    Path file = directory.resolve(name + separator + ending + packed);
                    if (Files.exists(file)) {
                        return file;
                    }
                }
            }
        }
        return null;
    }
}
