package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    @TempDir
    Path folder;

    @Test
    void helpListsEveryCommand() {
        Cli help = Cli.run("--help");
        assertEquals(0, help.code());
        Lanewise.COMMANDS.forEach(command -> assertTrue(help.out().contains("\n  " + command + " "), command));
    }

    @Test
    void versionIsThatOfTheModule() {
        Cli version = Cli.run("--version");
        assertEquals(0, version.code());
        assertTrue(
                version.out().matches("Lanewise (\\d+\\.\\d+\\.\\d+.*|unknown)\nJava .*\nKernels: .*\n"),
                version.out());
    }

    @Test
    void helpIsThatOfTheCommand() {
        assertEquals(Cli.run("--help").out(), Cli.run("help").out());
        assertEquals(Cli.run("train", "--help").out(), Cli.run("help", "train").out());
        assertEquals(
                Cli.run("data", "fetch", "--help").out(),
                Cli.run("help", "data", "fetch").out());
    }

    @Test
    void completionIsAScriptThatBashCanRead() throws Exception {
        Cli completion = Cli.run("completion");
        assertEquals(0, completion.code());
        Path script = Files.writeString(folder.resolve("completion"), completion.out());
        String words = "COMP_WORDS=(lanewise train --early); COMP_CWORD=2; _complete_lanewise; echo ${COMPREPLY[@]}";
        Process bash = new ProcessBuilder("bash", "-c", "source '" + script + "'; " + words)
                .redirectError(ProcessBuilder.Redirect.DISCARD) // which says that no one has pressed a key
                .start();
        assertEquals("--early-stopping\n", new String(bash.getInputStream().readAllBytes()));
    }

    @Test
    void usualNamesAreNamesOfTheSame() {
        Cli run = Cli.run("train", "--data", Sets.SMALL, "--lr", 0.02, "--batch-size", 7, "--epochs", 1, "--json");
        assertTrue(run.out().contains("\"learningRate\": 0.02"), run.out());
        assertTrue(run.out().contains("\"batch\": 7"), run.out());
    }

    @Test
    void helpOfEveryCommandShowsItsOwnOptionsFirst() {
        for (String command : Lanewise.COMMANDS) {
            Cli help = command.equals("data") ? Cli.run("data", "info", "--help") : Cli.run(command, "--help");
            assertEquals(0, help.code(), command);
            boolean readsData = !Set.of("export", "import").contains(command);
            String own = readsData ? "\nOptions:.*\nOptions for the data:.*--labels=" : "\nOptions:";
            assertTrue(
                    help.out().matches("(?s).*" + own + ".*\nOptions of all commands:.*--json.*--threads=.*"),
                    help.out());
            assertEquals(readsData, help.out().contains("--data="), command);
            help.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
        }
    }

    @Test
    void helpEndsNoLineWithinAName() {
        String help = Cli.run("train", "--help").out().replaceAll("\n +", " ");
        assertTrue(help.contains("an .npz with x_train, y_train, x_test and y_test"), help);
        assertTrue(help.contains("512 reach 58 % on CIFAR-10."), help);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | A command is missing; give data, train",
                "dat | There is no command dat; did you mean data?",
                "Train | There is no command Train; did you mean train?",
                "help trian | There is no command trian; did you mean train?",
                "help data x | There is no command x; give info, fetch or synth.",
                "frobnicate | There is no command frobnicate; give data, train",
                "data | A command is missing; give info, fetch or synth. See lanewise data --help.",
                "data info x | \"x\" is an argument too many; leave it out.",
                "data info --columns 0 | --columns is 0",
                "data info --columns none | --columns is none; give a whole number.",
                "data info --kernels fast | --kernels is fast; give auto, simd or scalar.",
                "data info --threads 0 | --threads is 0; give a whole number from 1 to 256.",
                "data info --threads 1.5 | --threads is 1.5; give a whole number from 1 to 256.",
                "data info --json=no | --json takes no value; leave no out.",
                "data info --data | --data needs a value; give the path of a file.",
                "data info --data= | --data is empty; give the path of a file or directory.",
                "data info --data /no/such/directory | /no/such/directory does not exist; check the path.",
                "data info --data pom.xml | pom.xml is no data set that can be opened; give a directory with CIFAR-10",
                "data info --labels y.npy | --labels is y.npy; give fine or coarse for CIFAR-100, or the features",
                "data info --features x.npy | --features x.npy has no labels; give the file that has them with --labels.",
                "data info --test-labels y.npy | --test-labels is for data that are named by --features and --labels",
                "data info --features x --labels y --test-features z | --test-features z has no labels; give them with",
                "data info --features x --labels y --test-labels z | --test-labels z has no features; give them with",
                "data info --data d --features x --labels y | --data and --features are two ways to name the data",
                "data info --features no.npy --labels y.npy | no.npy",
                "train --l2 1 --l2-path 1:0.1:3 | --l2 is of no use with --l2-path; leave one of them out.",
                "train --l2-path 1:0:3 | --l2-path is 1:0:3; give FROM:TO:N with two strengths above 0",
                "train --l2-path 1:0.1 | --l2-path is 1:0.1; give FROM:TO:N",
                "train --l2-path 1:0.1:0 | --l2-path is 1:0.1:0; give FROM:TO:N",
                "train --epochs 2 --folds 3 | --folds is of no use without --optimizer lbfgs; leave it out.",
                "train --loss svm --l2-path 1:0.1:3 | --l2-path is of no use without --optimizer lbfgs; leave it out.",
                "train --validation 9 --folds 3 | --validation is of no use with --folds",
                "train --scale 2 | --scale is for a picture, but there is none; give --plot too, or leave it out.",
                "data info --scale 9 --plot p.png | --scale is 9; give a whole number from 1 to 8.",
                "landscape --scale 1.5 | --scale is 1.5; give a whole number from 1 to 8.",
                "data synth | DIR is missing; give the path of a directory.",
                "data fetch --url http://example.org/x | https://",
                "data fetch --checksum 12 | none",
                "train --epoch 3 | There is no option --epoch; did you mean --epochs? See lanewise train --help.",
                "train -x | There is no option -x; leave it out.",
                "train --epochs 3 --epochs 4 | --epochs is given twice; leave one out.",
                "train --epochs -1 | --epochs is -1; give a whole number of at least 0.",
                "train --l2 1e99 | --l2 is 1e99; give a finite number of at least 0.",
                "train --clip 0 | --clip is 0; give a finite number of more than 0.",
                "train --seed x | --seed is x; give a whole number.",
                "train --average 2 | --average is 2; give a number from 0 to 1.",
                "train --target-accuracy 40 | --target-accuracy is 40; give a share of more than 0 and at most 1",
                "tune --rates 0.1,,1 | --rates is empty; give a finite number of at least 0.",
                "tune --l2 0.1 | give it as --strengths.",
                "tune --folds 2 --validation 5 | --validation is of no use with --folds; leave one of them out.",
                "tune --rates 1 --learning-rate 1 | --learning-rate is of no use with --rates",
                "gradcheck --no-bias --regularize-bias | --regularize-bias is of no use with --no-bias",
                "predict | FILE is missing; give the path of a file.",
                "evaluate --l2 1 | There is no option --l2",
            })
    void badUsageIsOneSentenceAndExitCode2(String line, String part) {
        Cli run = Cli.run((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));
        assertEquals(2, run.code());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
    }

    /** Before any work, which may take an hour. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --save | a.npz",
                "train --checkpoint | a.npz",
                "train --metrics | a.csv",
                "train --plot | a.png",
                "evaluate --plot | a.png",
                "predict 0 --plot | a.png",
                "tune --plot | a.png",
                "compare --plot | a.png",
                "stepsizes --plot | a.png",
                "templates --plot | a.png",
                "export --onnx | a.onnx",
                "export --safetensors | a.safetensors",
                "import sk.npz --save | a.npz",
                "landscape --out | a",
                "landscape --plot | a.png",
                "data info --plot | a.png",
            })
    void whatCannotBeWrittenIsRefusedAtOnce(String command, String name) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertRefused(command, file.resolve(name), file + " is no directory");
        Path directory = Files.createDirectory(folder.resolve(command.endsWith("--out") ? name + ".csv" : name));
        assertRefused(command, folder.resolve(name), "that is a directory");
        if (name.endsWith(".png")) {
            assertRefused(command, folder.resolve("a.jpg"), "give a name that ends in .png or .svg");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(Set.of(file, directory), files.collect(Collectors.toSet()));
        }
    }

    private static void assertRefused(String command, Path path, String part) {
        List<Object> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of(path, "--data", Sets.SMALL));
        Cli run = Cli.run(words.toArray());
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
    }

    @Test
    void aDeviceIsNotReplacedByAFile() {
        Cli run = Cli.run("train", "--save", "/dev/null");
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("that is no regular one"), run.err());
    }

    @Test
    void jsonIsAloneOnStandardOutput() {
        Cli run = Cli.run("data", "synth", folder.resolve("set"), "--train", 20, "--test", 10, "--json");
        assertEquals(
                "{\"directory\": \"" + folder.resolve("set") + "\", \"train\": 20, \"test\": 10, \"seed\": 1}\n",
                run.out());
        assertTrue(run.err().contains("20 training and 10 test images"), run.err());
        assertFalse(run.err().contains("{"), run.err());
    }
}
