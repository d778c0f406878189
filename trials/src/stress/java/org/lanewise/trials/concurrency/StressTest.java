package org.lanewise.trials.concurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.testing.Scale;

/** Runs the tests of jcstress in this folder, which are compiled in the profile {@code long} alone. */
@Tag("long")
class StressTest {

    private static final String NONE_FAILED = "0 failed, 0 soft errs, 0 hard errs)";

    @TempDir
    Path directory;

    @Test
    void nothingForbiddenIsSeen() throws Exception {
        Path log = directory.resolve("log");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.openjdk.jcstress.Main",
                        "-m",
                        "quick",
                        "-t",
                        StressTest.class.getPackageName())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        String output = Files.readString(log);
        assertEquals(0, exit, output);
        String last = output.substring(output.lastIndexOf("(Results: "));
        assertTrue(last.contains(NONE_FAILED), output);
        Scale.summary("jcstress on the workers: %s", last.substring(1, last.indexOf(')')));
    }
}
