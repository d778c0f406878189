package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuneTest {

    @TempDir
    Path folder;

    private static Cli tune(String options, Object... more) {
        List<Object> words = new ArrayList<>(List.of("tune", "--data", Sets.SMALL, "--limit", 500));
        words.addAll(List.of(options.split(" ")));
        if (!words.contains("--epochs")) {
            words.addAll(List.of("--epochs", 2));
        }
        words.addAll(List.of(more));
        return Cli.run(words.toArray());
    }

    @Test
    void aRateThatIsMuchTooSmallComesLast() {
        Path plot = folder.resolve("tune.png");
        Cli run = tune("--rates 1e-7,0.05 --strengths 0,1e-5,0.001", "--plot", plot);
        assertEquals(0, run.code(), run.err());
        List<String> rates = run.out()
                .lines()
                .filter(line -> line.endsWith("%"))
                .map(line -> line.split(" +")[0])
                .toList();
        assertEquals(List.of("0.05", "0.05", "0.05", "1e-7", "1e-7", "1e-7"), rates, run.out());
        assertTrue(run.out().contains(" 1e-5 ") && run.out().contains(" 0.001 "), run.out());
        assertTrue(plot.toFile().length() > 1000);
    }

    @Test
    void pointsAtRandomAndFolds() {
        Path plot = folder.resolve("tune.png");
        Cli run = tune("--random 3 --folds 2", "--plot", plot, "--json");
        assertEquals(0, run.code(), run.err());
        assertEquals(4, run.out().split("\"accuracy\"").length - 1, "three and the best: " + run.out());
        assertTrue(plot.toFile().length() > 1000);
    }

    @ParameterizedTest
    @CsvSource({
        "--rates 1e30 --strengths 0",
        "--rates 1e30 --strengths 0 --folds 2",
        "--rates 1e38 --strengths 0 --epochs 1 --batch all --average 0",
        "--random 2 --rates 1e30 --strengths 1e-3"
    })
    void nothingThatWorkedIsExitCode1(String options) {
        Cli run = tune(options, "--plot", folder.resolve("tune.png"), "--json");
        assertEquals(1, run.code(), run.err());
        assertTrue(run.out().contains("\"best\": null"), run.out());
        assertTrue(run.err().contains("diverged at every point"), run.err());
    }

    @Test
    void aPointThatDivergedIsShownAndNotTheBest() {
        Cli run = tune("--rates 1e30,0.05 --strengths 0 --json");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("\"accuracy\": null, \"diverged\": true"), run.out());
        assertTrue(run.out().contains("\"best\": {\"learningRate\": 0.05, "), run.out());
        assertTrue(run.err().lines().anyMatch(line -> line.matches("1e\\+30 +0 +diverged")), run.err());
    }

    @ParameterizedTest
    @CsvSource({
        "--random 0, --random is 0",
        "--folds 1, --folds is 1",
        "--rates x, x",
        "--random 2 --rates 0, positive",
        "--validation 500, at most 499 can judge"
    })
    void badInputIsOneSentenceAndExitCode2(String options, String part) {
        Cli run = tune(options);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(part), run.err());
    }
}
