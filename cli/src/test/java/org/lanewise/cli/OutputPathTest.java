package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.cli.value.OutputPath;

/** A path that cannot be written to is refused before the work, and one that passed is written to after it. */
class OutputPathTest {

    @TempDir
    Path folder;

    private Path set;

    @BeforeEach
    void writeASet() throws IOException {
        set = SyntheticCifar.write(folder.resolve("set"), 20, 10, 1);
    }

    private Cli train(Object... options) {
        List<Object> words = new ArrayList<>(List.of("train", "--data", set, "--validation", 5, "--epochs", 1));
        words.addAll(List.of(options));
        return Cli.run(words.toArray());
    }

    @Test
    void foldersThatAreMissingAreMade() {
        for (String option : new String[] {"--save", "--checkpoint", "--metrics", "--plot"}) {
            Path file = folder.resolve("new" + option).resolve("deep").resolve("x.png");
            Cli run = train(option, file);
            assertEquals(0, run.code(), run.err());
            assertTrue(Files.isRegularFile(file), option);
        }
    }

    /** Also those that a link leads to. */
    @Test
    void linksToNewFilesAreWrittenThrough() throws IOException {
        for (String option : new String[] {"--save", "--checkpoint", "--metrics", "--plot"}) {
            Path file = folder.resolve("behind" + option).resolve("x");
            Path link = Files.createSymbolicLink(folder.resolve("link" + option + ".png"), file);
            Cli run = train(option, link);
            assertEquals(0, run.code(), run.err());
            assertTrue(Files.isRegularFile(file) && Files.isSymbolicLink(link), option);
        }
    }

    @Test
    void linksThatLeadNowhereAreRefusedFirst() throws IOException {
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        Path throughAFile = Files.createSymbolicLink(
                folder.resolve("through"), set.resolve("data_batch_1.bin").resolve("x"));
        Path toAFolder = Files.createSymbolicLink(folder.resolve("folder"), set);
        Path toADevice = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
        for (Path link : List.of(circle, throughAFile, toAFolder, toADevice)) {
            Cli run = train("--save", link);
            assertEquals(2, run.code(), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains("--save is " + link + "; give "), run.err());
        }
    }

    @Test
    void theConverterTakesAnyPathThatCanBeWritten() throws IOException {
        for (String name : List.of("x", "none/x", "m".repeat(255))) {
            Path path = folder.resolve(name);
            assertEquals(path, new OutputPath().convert(path.toString()));
        }
    }
}
