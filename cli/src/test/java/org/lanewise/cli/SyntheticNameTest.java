package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made up says so, whatever the command. */
class SyntheticNameTest {

    @TempDir
    Path folder;

    private static final String MADE_UP = "made up, not CIFAR-10";

    private Cli run(String command, Path set) {
        List<Object> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("--data", set, "--json"));
        if (command.startsWith("landscape")) {
            words.addAll(List.of("--out", folder.resolve("out")));
        }
        return Cli.run(words.toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --limit 200 --epochs 1",
                "train --limit 200 --optimizer lbfgs --iterations 1",
                "evaluate",
                "predict 0",
                "tune --limit 200 --epochs 1 --rates 0.01 --strengths 0",
                "compare --limit 200 --tries 1 --queries 10",
                "gradcheck --limit 64 --parameters 1",
                "stepsizes --limit 64",
                "landscape --limit 1 --points 2",
                "data info"
            })
    void aMadeUpSetIsCalledSo(String command) {
        Cli run = run(command, Sets.SMALL);
        assertEquals(0, run.code(), run.err());
        assertTrue(
                run.out().contains("\"data\": {\"title\": \"Synthetic set (" + MADE_UP + ")\", \"synthetic\": true, "),
                run.out());
        assertTrue(run.err().toLowerCase().contains("synthetic "), run.err());
        String rest = (run.out() + run.err()).replace(MADE_UP, "");
        assertTrue(!rest.contains("CIFAR-10"), rest);
        List<String> counted = run.err()
                .lines()
                .filter(line -> line.matches(".*\\b(test|training) (set|images?)\\b.*") && !line.contains("synthetic"))
                .filter(line -> !line.contains("Synthetic"))
                .toList();
        assertEquals(List.of(), counted);
    }

    /** A copy of the folder is as made up, one with the genuine names is CIFAR-10, and one with other names neither. */
    @Test
    void theNamesOfTheClassesDecide() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("cifar-10-batches-bin"));
        for (String name : List.of("data_batch_1.bin", "test_batch.bin", "batches.meta.txt")) {
            Files.copy(Sets.SMALL.resolve(name), copy.resolve(name));
        }
        assertTrue(run("data info", copy).err().startsWith("Synthetic set (made up, not CIFAR-10) in "));
        Path names = copy.resolve("batches.meta.txt");
        Files.writeString(names, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
        Cli own = run("data info", copy);
        assertTrue(own.err().startsWith("Data set of CIFAR-10's layout in "), own.err());
        assertTrue(own.out().contains("\"synthetic\": false"), own.out());
        Files.delete(names);
        assertTrue(run("data info", copy).err().startsWith("CIFAR-10 in "));
    }
}
