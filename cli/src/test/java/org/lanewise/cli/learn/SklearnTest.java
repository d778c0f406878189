package org.lanewise.cli.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cli.Cli;
import org.lanewise.learn.file.Npy;
import org.lanewise.learn.file.NpyArray;

/** Classifiers that scikit-learn trained say here what they say there, where Python has it (Debian's python3-sklearn). */
class SklearnTest {

    @TempDir
    Path folder;

    private static int python(String... arguments) throws IOException, InterruptedException {
        return new ProcessBuilder(Stream.concat(Stream.of("/usr/bin/python3"), Stream.of(arguments))
                        .toList())
                .inheritIO()
                .start()
                .waitFor();
    }

    private static boolean hasSklearn() throws InterruptedException {
        try {
            return python("-c", "import importlib.util as i, sys; sys.exit(i.find_spec('sklearn') is None)") == 0;
        } catch (IOException noPython) {
            return false;
        }
    }

    @Test
    void probabilitiesAreThoseOfScikitLearn() throws IOException, InterruptedException {
        assumeTrue(hasSklearn(), "scikit-learn is not there: apt-get install python3-sklearn");
        Path script = folder.resolve("sklearn_models.py");
        try (InputStream in = SklearnTest.class.getResourceAsStream("sklearn.py")) {
            Files.write(script, in.readAllBytes());
        }
        assertEquals(0, python(script.toString(), folder.toString()));
        check(2, List.of("0", "1"));
        check(3, List.of("cat", "dog", "eel"));
    }

    private void check(int classes, List<String> names) throws IOException {
        Path model = folder.resolve("new/m" + classes + ".npz");
        Cli imported = Cli.run("import", folder.resolve("sk" + classes + ".npz"), "--save", model, "--json");
        assertEquals(0, imported.code(), imported.err());
        assertTrue(imported.out().contains("[\"" + String.join("\", \"", names) + "\"]"), imported.out());
        Path out = folder.resolve("out.npy");
        Cli predicted = Cli.run("predict", folder.resolve("x" + classes + ".npy"), "--model", model, "--out", out);
        assertEquals(0, predicted.code(), predicted.err());
        float[] expected = floats(folder.resolve("p" + classes + ".npy"));
        float[] actual = floats(out);
        assertEquals(400 * classes, actual.length);
        for (int i = 0; i < actual.length; i++) {
            assertEquals(expected[i], actual[i], 1e-5, "element " + i);
        }
    }

    private static float[] floats(Path file) throws IOException {
        return ((NpyArray.Floats) Npy.read(file)).values();
    }
}
