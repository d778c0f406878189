package org.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lanewise.cifar.SyntheticCifar;

/** A real run of the whole program, as short as can be. */
public final class SmokeRun {

    private static final int IMAGES = 600;

    private SmokeRun() {}

    /** Measures what a filter leaves, and returns the directory of the results. */
    public static Path in(Path directory, String filter) throws IOException {
        Path data = SyntheticCifar.write(directory.resolve("data"), IMAGES, 10, 1);
        Path results = directory.resolve("results");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int exitCode = Main.run(
                stream, stream, "--smoke", "--filter", filter, "--data", data.toString(), "--out", results.toString());
        assertEquals(0, exitCode, printed.toString(StandardCharsets.UTF_8));
        return results;
    }
}
