package org.lanewise.datasets.internal.folders;

import java.nio.file.Path;

/**
 * A picture of a class, which is not opened yet.
 *
 * @param file where it lies
 * @param label its class
 * @param state its path in the data set, its length and its time
 */
record Picture(Path file, String label, State state) {

    /**
     * What shows that a file has not changed.
     *
     * @param name its path from the directory of the data set, with slashes
     * @param length its bytes
     * @param modified when it was written last, in nanoseconds since 1970
     */
    record State(String name, long length, long modified) {}
}
