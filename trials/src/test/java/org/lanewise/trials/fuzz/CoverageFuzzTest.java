package org.lanewise.trials.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lanewise.testing.Scale;

/**
 * The readers of {@link FuzzTest} once more, on inputs that Jazzer grows from the same corpus by what code they reach. Jazzer
 * is on the class path in the profile {@code long} alone.
 */
@Tag("long")
class CoverageFuzzTest {

    private static final long SEED = Scale.seed(6);

    /** An hour for all together. */
    private static final int SECONDS = 3600 / Targets.values().length;

    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Targets.class)
    void nothingIsFound(Targets target) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assumeTrue(classPath.contains("jazzer"), "Jazzer is there with -Plong only");
        Path corpus = Files.createDirectory(directory.resolve("corpus"));
        List<byte[]> good = target.corpus();
        for (int i = 0; i < good.size(); i++) {
            Files.write(corpus.resolve(String.valueOf(i)), good.get(i));
        }
        Path log = directory.resolve("log");
        Process jazzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.awt.headless=true",
                        "-Djava.io.tmpdir=" + Files.createDirectory(directory.resolve("tmp")),
                        "-cp",
                        classPath,
                        JAZZER,
                        "--target_class=" + Covered.class.getName(),
                        "--target_args=" + target,
                        "--instrumentation_includes=org.lanewise.core.**:org.lanewise.cifar.**:org.lanewise.datasets.**:org.lanewise.cli.**",
                        "--reproducer_path=" + directory,
                        corpus.toString(),
                        "-artifact_prefix=" + directory + "/",
                        "-seed=" + SEED % Integer.MAX_VALUE,
                        "-max_len=65536",
                        "-max_total_time=" + SECONDS)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = jazzer.waitFor();
        String output = Files.readString(log);
        assertEquals(0, exit, output);
        List<String> runs =
                DONE.matcher(output).results().map(result -> result.group(1)).toList();
        assertTrue(runs.size() == 1, output);
        Scale.summary("fuzzing %s by coverage: %s inputs, nothing found, seed %d", target, runs.getFirst(), SEED);
    }
}
