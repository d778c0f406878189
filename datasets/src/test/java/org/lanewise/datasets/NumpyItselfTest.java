package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that numpy has written, where Python has numpy. */
class NumpyItselfTest {

    private static final String SCRIPT = """
            import sys, numpy as np
            d = sys.argv[1] + "/"
            x = np.arange(60, dtype=np.float32).reshape(6, 10) / 4
            y = np.array([3, 1, 3, 1, 2, 2])
            names = np.array(["cat", "ant", "cat", "ant", "b\\u00e9", "b\\u00e9"])
            np.savez(d + "stored.npz", x_train=x[:4], y_train=y[:4], x_test=x[2:4], y_test=y[2:4])
            np.savez_compressed(d + "packed.npz", X=x, y=y)
            np.savez_compressed(d + "columns.npz", X=np.asfortranarray(x.astype(np.float64)), y=y.astype(np.uint8))
            np.savez(d + "names.npz", data=x.astype(">f2"), target=names)
            np.savez(d + "bytes.npz", data=x.astype(np.int16), target=names.astype("U3").astype(object).astype("U3"))
            np.savez(d + "images.npz", images=np.arange(6 * 8, dtype=np.uint8).reshape(6, 4, 2), labels=y.reshape(6, 1))
            np.save(d + "x.npy", x)
            np.save(d + "y.npy", y.astype(np.int32))
            np.save(d + "onehot.npy", np.eye(4, dtype=np.float32)[y])
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws Exception {
        assumeTrue(python(SCRIPT, directory.toString()), "Python has no numpy here, so this test is skipped.");
    }

    private static boolean python(String script, String argument) throws Exception {
        try {
            Process python = new ProcessBuilder("python3", "-c", script, argument)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return python.waitFor(1, TimeUnit.MINUTES) && python.exitValue() == 0;
        } catch (java.io.IOException noPython) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"stored.npz, true", "packed.npz, false", "columns.npz, false", "names.npz, false"})
    void readsWhatNumpyWrites(String name, boolean mapped) throws Exception {
        try (Dataset dataset = Dataset.open(directory.resolve(name))) {
            for (int row = 0; row < dataset.train().size(); row++) {
                for (int column = 0; column < 10; column++) {
                    assertEquals(
                            (row * 10 + column) / 4f, dataset.train().features().get(row, column));
                }
            }
            assertEquals(mapped, Seen.isMapped(dataset.train()));
        }
    }

    @Test
    void readsLabels() throws Exception {
        try (Dataset dataset = Dataset.open(directory.resolve("stored.npz"))) {
            assertEquals("[1, 0, 1, 0]", Seen.labels(dataset.train()));
            assertEquals("[1, 0]", Seen.labels(dataset.test()));
            assertEquals("[1, 3]", dataset.classNames().toString());
        }
        for (String name : new String[] {"names.npz", "bytes.npz"}) {
            try (Dataset dataset = Dataset.open(directory.resolve(name))) {
                assertEquals("[2, 0, 2, 0, 1, 1]", Seen.labels(dataset.train()));
                assertEquals("[ant, b\u00e9, cat]", dataset.classNames().toString());
            }
        }
    }

    @Test
    void readsImages() throws Exception {
        try (Dataset dataset = Dataset.open(directory.resolve("images.npz"))) {
            assertEquals("images of 4 x 2, grey", dataset.form().describe());
            assertEquals(47, dataset.train().features().get(5, 7));
            assertTrue(Seen.isMapped(dataset.train()));
        }
    }

    @Test
    void readsSeparateFiles() throws Exception {
        Path features = directory.resolve("x.npy");
        ArrayFiles files = ArrayFiles.of(features, directory.resolve("y.npy"));
        try (Dataset dataset = Dataset.open(files, Reading.defaults())) {
            assertEquals("[2, 0, 2, 0, 1, 1]", Seen.labels(dataset.train()));
            assertTrue(Seen.isMapped(dataset.train()));
        }
        Seen.refused(
                () -> Dataset.open(ArrayFiles.of(features, directory.resolve("onehot.npy")), Reading.defaults()),
                "argmax(axis=1)");
    }
}
