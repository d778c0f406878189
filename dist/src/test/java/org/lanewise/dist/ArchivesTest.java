package org.lanewise.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives, unpacked in a folder with a space and used from another one, as by someone who has just fetched them. */
class ArchivesTest {

    private static final String VERSION = System.getProperty("lanewise.version");
    private static final Path ARCHIVES = Path.of("target").toAbsolutePath();
    private static final String JDK = System.getProperty("java.home");
    private static final String NO_JAVA = "/no/such/jdk";

    @TempDir
    Path directory;

    private Path unpacked;
    private Path elsewhere;

    @BeforeEach
    void makeFolders() throws IOException {
        unpacked = Files.createDirectory(directory.resolve("unpacked here"));
        elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    }

    @Test
    void theZipNeedsAJdkAlone() throws Exception {
        run(unpacked, JDK, "unzip", "-q", ARCHIVES.resolve("lanewise-" + VERSION + ".zip"));
        learnsAndPredicts(JDK);
        for (String name : List.of("README.md", "LICENSE", "docs/tutorial.md", "docs/api/index.html")) {
            assertTrue(Files.exists(home().resolve(name)), name);
        }
        String bat = Files.readString(home().resolve("bin/lanewise.bat"));
        assertTrue(bat.lines().count() > 5 && bat.endsWith("\r\n"), "lines end as Windows has them");
    }

    @Test
    void theImageNeedsNothing() throws Exception {
        String name = "lanewise-" + VERSION + "-" + System.getProperty("lanewise.platform") + ".tar.gz";
        run(unpacked, JDK, "tar", "xf", ARCHIVES.resolve(name));
        learnsAndPredicts(NO_JAVA);
        Path java = home().resolve("bin/java");
        String modules = run(elsewhere, NO_JAVA, java, "--list-modules");
        assertTrue(modules.contains("jdk.incubator.vector"), modules);
        assertFalse(modules.contains("java.sql"), "only what is needed");
        // The flag is in the image.
        Path jars = home().resolve("lib/lanewise");
        String version = run(elsewhere, NO_JAVA, java, "-cp", jars + "/*", "org.lanewise.cli.Main", "--version");
        assertFalse(version.contains("add-modules"), version);
    }

    private void learnsAndPredicts(String jdk) throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("lanewise"), home().resolve("bin/lanewise"));
        String version = run(elsewhere, jdk, link, "--version");
        assertTrue(version.contains("Lanewise " + VERSION + "\n"), version);
        assertFalse(version.contains("add-modules"), version);
        run(elsewhere, jdk, link, "data", "synth", "set", "--train", "300", "--test", "100");
        run(
                elsewhere,
                jdk,
                link,
                "train",
                "--data",
                "set",
                "--epochs",
                "2",
                "--save",
                "model.npz",
                "--plot",
                "loss.png");
        String answer = run(elsewhere, jdk, link, "predict", "0", "--data", "set", "--model", "model.npz");
        assertTrue(answer.contains("  probability\n"), answer);
        assertTrue(Files.size(elsewhere.resolve("loss.png")) > 1000);
    }

    /** The one folder in the archive. */
    private Path home() throws IOException {
        try (Stream<Path> files = Files.list(unpacked)) {
            List<Path> found = files.toList();
            assertEquals(1, found.size(), found.toString());
            return found.getFirst();
        }
    }

    /** Runs a command in a folder with this JDK and the system's programs alone, and prints what it wrote if it fails. */
    private static String run(Path folder, String jdk, Object... words) throws Exception {
        List<String> command = new ArrayList<>();
        for (Object word : words) {
            command.add(word.toString());
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin" + File.pathSeparator + "/bin", "JAVA_HOME", jdk));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
