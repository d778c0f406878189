package org.lanewise.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lanewise.cifar.SyntheticCifar;

/** A small synthetic set that all tests read. */
final class Sets {

    /** 2,000 training and 500 test images. */
    static final Path SMALL = write();

    private Sets() {}

    private static Path write() {
        try {
            Path folder = Files.createDirectories(Path.of("target"));
            Path set = Files.createTempDirectory(folder, "set");
            return SyntheticCifar.write(set, 2000, 500, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
