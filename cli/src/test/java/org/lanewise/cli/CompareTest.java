package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.cifar.SyntheticCifar;

/** The methods beside each other, in the order that the lecture puts them in. */
class CompareTest {

    @TempDir
    Path folder;

    private static Cli compare(Object... options) {
        List<Object> words = new ArrayList<>(List.of("compare", "--data", Sets.SMALL, "--json"));
        words.addAll(List.of(options));
        return Cli.run(words.toArray());
    }

    private static Map<String, Double> accuracies(Cli run) {
        Matcher found = Pattern.compile("\"name\": \"([^\"]+)\", \"testAccuracy\": ([0-9.E-]+)")
                .matcher(run.out());
        Map<String, Double> accuracies = new HashMap<>();
        while (found.find()) {
            accuracies.put(found.group(1), Double.valueOf(found.group(2)));
        }
        return accuracies;
    }

    @Test
    void gradientsWinOverChance() throws IOException {
        Path plot = folder.resolve("compare.png");
        Cli run = compare("--tries", 60, "--patches", 8, "--hidden", 16, "--plot", plot);
        assertEquals(0, run.code(), run.err());
        Map<String, Double> accuracies = accuracies(run);
        assertEquals(8, accuracies.size(), run.out());
        double random = accuracies.get("random search");
        assertTrue(random > 0.1 && random < 0.4, run.out());
        for (String learned :
                List.of("softmax", "SVM", "1-NN, L1", "1-NN, L2", "patches, 8 filters", "hidden layer, 16 units")) {
            assertTrue(accuracies.get(learned) > random, learned + run.out());
        }
        assertTrue(accuracies.get("softmax") > 0.55, run.out());
        assertTrue(run.err().contains("random local search"), run.err());
        assertTrue(ImageIO.read(plot.toFile()).getHeight() > 300);
    }

    @Test
    void theSeedDecides() {
        Object[] options = {
            "--tries",
            3,
            "--patches",
            4,
            "--hidden",
            4,
            "--queries",
            100,
            "--limit",
            500,
            "--neighbours",
            5,
            "--seed",
            4
        };
        Map<String, Double> first = accuracies(compare(options));
        assertTrue(first.containsKey("5-NN, L1"), first.toString());
        assertEquals(first, accuracies(compare(options)));
    }

    @ParameterizedTest
    @CsvSource({
        "--tries 0, tr",
        "--neighbours 0, neighbours",
        "--patches 3, --patches is 3",
        "--hidden 0, --hidden is 0",
        "--neighbours 2001, neighbours",
        "--queries 0, --queries is 0",
        "--queries 501, 1 to 500",
        "--limit 0, --limit is 0",
    })
    void badInputIsOneSentenceAndExitCode2(String options, String part) {
        Cli run = compare((Object[]) options.split(" "));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void aSetWithoutTestImagesIsRefused() throws IOException {
        Path set = SyntheticCifar.write(folder.resolve("set"), 100, 0, 1);
        Cli run = Cli.run("compare", "--data", set);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("no test images"), run.err());
    }
}
