package org.lanewise.trials.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A reader of files that is fed spoiled ones. */
interface Target {

    /** Good inputs to begin from. */
    List<byte[]> corpus() throws IOException;

    /** Bad inputs that a reader once took or failed at, read first in every run. */
    default List<byte[]> findings() throws IOException {
        return List.of();
    }

    /** The name under which the input lies in its directory. */
    String file();

    /**
     * Reads an input.
     *
     * @param directory holds the input and nothing else; so must it afterwards
     */
    void read(Path directory) throws Exception;

    /** Whether an exception is one that the reader's documentation names. */
    boolean isDocumented(Throwable thrown);

    /** Bytes of the heap that reading may take, whatever the input: buffers, classes, messages. */
    default long fixedBytes() {
        return 4 << 20;
    }

    /** How often in every build. */
    int cases();
}
