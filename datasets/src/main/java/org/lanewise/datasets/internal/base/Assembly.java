package org.lanewise.datasets.internal.base;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import org.lanewise.core.data.Examples;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.FeatureForm;

/**
 * Makes a data set of what a format has read: checks that the parts fit, and numbers the classes.
 *
 * @param title what the format is called
 * @param source where the set lies
 * @param form what its features are
 * @param files what was read
 */
public record Assembly(String title, String source, FeatureForm form, List<Path> files) {

    /** Reads a data set into memory that it is given. */
    @FunctionalInterface
    public interface Reader {
        Opened read(Arena arena) throws IOException;
    }

    /** Gives a reader an arena that the data set owns; it is closed if there is no data set. */
    public static Opened withArena(Reader reader) throws IOException {
        // One arena for all, because closing a shared arena stops all threads for a moment.
        Arena arena = Arena.ofShared();
        try {
            return reader.read(arena);
        } catch (IOException | RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    /**
     * The data set.
     *
     * @param train its training set, or null
     * @param test its test set, or null; not both
     * @param arena owns the memory of both
     */
    public Opened of(Part train, Part test, Arena arena) throws DatasetException {
        Part first = train == null ? test : train;
        first.check();
        if (train != null && test != null) {
            test.check();
            requireSameColumns(train, test);
        }
        Classes classes = Classes.of(first.labels());
        Description description = new Description(title, source, form, classes.names(), files, false);
        return new Opened(description, examples(train, classes), examples(test, classes), new ArenaMemory(arena));
    }

    private static void requireSameColumns(Part train, Part test) throws DatasetException {
        if (train.features().columns() != test.features().columns()) {
            throw new DatasetException(test.what() + " has " + test.features().columns() + " features, but "
                    + train.what() + " has " + train.features().columns() + "; both need the same.");
        }
    }

    private static Examples examples(Part part, Classes classes) throws DatasetException {
        return part == null ? null : Examples.of(part.features(), classes.labels(part.labels()), classes.size());
    }
}
