package org.lanewise.bench.dataset;

import java.nio.file.Path;

/** How a fork learns which data set the benchmarks read. */
public final class ForkData {

    private static final String PROPERTY = "lanewise.bench.data";

    private ForkData() {}

    /**
     * The option that passes a directory to a fork.
     *
     * @param directory the data set; a relative path stays one, for forks start in the same place
     * @return an option of the VM
     */
    public static String asVmOption(Path directory) {
        return "-D" + PROPERTY + "=" + directory;
    }

    /** {@return the directory that was passed to this fork} */
    public static Path ofThisFork() {
        String directory = System.getProperty(PROPERTY);
        if (directory == null) {
            throw new IllegalStateException("no data set was named: set -D" + PROPERTY + "=DIR");
        }
        return Path.of(directory);
    }
}
