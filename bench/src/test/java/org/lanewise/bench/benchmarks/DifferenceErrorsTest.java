package org.lanewise.bench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.SyntheticCifar;

/** The curves have the slopes that theory gives them. */
class DifferenceErrorsTest {

    @TempDir
    static Path directory;

    private static List<DifferenceError> errors;

    @BeforeAll
    static void measure() throws IOException {
        Path data = SyntheticCifar.write(directory.resolve("data"), 100, 10, 1);
        try (CifarDataset cifar = CifarDataset.open(data, CifarFormat.CIFAR10)) {
            errors = DifferenceErrors.of(cifar);
        }
    }

    private static double error(String method, double step) {
        return errors.stream()
                .filter(error -> error.method().equals(method))
                .filter(error -> Math.abs(error.step() / step - 1) < 1e-9)
                .findFirst()
                .orElseThrow()
                .error();
    }

    @Test
    void largeStepsSeeTheCurvature() {
        assertEquals(10, error("forward", 1e-2) / error("forward", 1e-3), 0.5);
        assertEquals(100, error("centered", 1e-1) / error("centered", 1e-2), 5);
    }

    @Test
    void smallStepsSeeTheRounding() {
        assertTrue(error("forward", 1e-12) > 100 * error("forward", 1e-7));
        assertTrue(error("centered", 1e-12) > 1000 * error("centered", 1e-5));
    }

    @Test
    void atTheStepOfTheLectureTheCenteredDifferenceIsFarBetter() {
        assertTrue(error("centered", 1e-5) < 1e-7);
        assertTrue(error("centered", 1e-5) < error("forward", 1e-5) / 10);
    }
}
