package org.lanewise.datasets.internal.base;

import java.nio.file.Path;
import java.util.List;
import org.lanewise.core.data.Examples;

/**
 * A data set that a format has opened.
 *
 * @param description what it is
 * @param train its training set, or null
 * @param test its test set, or null
 * @param memory what the examples lie in
 * @param remarks what else there is to say
 */
public record Opened(Description description, Examples train, Examples test, Memory memory, Remarks remarks) {

    /**
     * What only some formats know.
     *
     * @param notes what a user should know, as sentences
     * @param folders whose files are all part of the data
     */
    public record Remarks(List<String> notes, List<Path> folders) {

        /** Copies the lists. */
        public Remarks {
            notes = List.copyOf(notes);
            folders = List.copyOf(folders);
        }
    }

    /** A data set without remarks. */
    public Opened(Description description, Examples train, Examples test, Memory memory) {
        this(description, train, test, memory, new Remarks(List.of(), List.of()));
    }

    /** The same with other remarks. */
    public Opened with(Remarks others) {
        return new Opened(description, train, test, memory, others);
    }

    /** What examples lie in. */
    @FunctionalInterface
    public interface Memory {

        /** Frees it. A second time does nothing. */
        void free();
    }
}
