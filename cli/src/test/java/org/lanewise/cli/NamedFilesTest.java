package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** No command writes two things to one file, or over what it reads. */
class NamedFilesTest {

    private static final String BOTH = "would both be written to";
    private static final String OVER = "would be written over";

    @TempDir
    Path folder;

    private Path set;

    @BeforeEach
    void writeASet() throws IOException {
        set = SyntheticCifar.write(folder.resolve("set"), 20, 10, 1);
    }

    private Map<Path, byte[]> contents() throws IOException {
        Map<Path, byte[]> contents = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readAllBytes(file));
            }
        }
        return contents;
    }

    /** Exit code 2, one sentence that names both options, and every file is as it was. */
    private void refuses(String how, String one, String other, Object... command) throws IOException {
        Map<Path, byte[]> before = contents();
        List<Object> words = new ArrayList<>(List.of(command));
        Cli run = Cli.run(words.toArray());
        assertEquals(2, run.code(), words + ": " + run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(how), words + ": " + run.err());
        assertTrue(run.err().contains(one) && run.err().contains(other), words + ": " + run.err());
        Map<Path, byte[]> after = contents();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((file, bytes) -> assertArrayEquals(bytes, after.get(file), file.toString()));
    }

    @Test
    void outputsOfATrainingAreApart() throws IOException {
        Path x = folder.resolve("x.png");
        String[] outputs = {"--save", "--checkpoint", "--metrics", "--plot"};
        for (String one : outputs) {
            for (String other : outputs) {
                if (!one.equals(other)) {
                    refuses(BOTH, one, other, "train", "--data", set, one, x, other, x);
                }
            }
        }
    }

    @Test
    void theModelDoesNotTakeThePlaceOfTheCheckpoint() throws IOException {
        Path checkpoint = folder.resolve("c.npz");
        Object[] train = {"train", "--data", set, "--validation", 5, "--epochs", 1, "--checkpoint", checkpoint};
        assertEquals(0, Cli.run(train).code());
        refuses(BOTH, "--save", "--resume", "train", "--data", set, "--resume", checkpoint, "--save", checkpoint);
        Path other = folder.resolve("other.npz");
        refuses(
                OVER,
                "--save",
                "--resume",
                "train",
                "--data",
                set,
                "--resume",
                checkpoint,
                "--checkpoint",
                other,
                "--save",
                checkpoint);
        Path link = Files.createSymbolicLink(folder.resolve("link"), checkpoint);
        Cli same = Cli.run(
                "train", "--data", set, "--validation", 5, "--epochs", 2, "--resume", checkpoint, "--checkpoint", link);
        assertEquals(0, same.code(), "one file to go on from and to be saved to: " + same.err());
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void noFileOfTheSetIsWrittenOver() throws IOException {
        for (String name : new String[] {"data_batch_1.bin", "test_batch.bin", "batches.meta.txt"}) {
            for (String option : new String[] {"--save", "--checkpoint", "--metrics"}) {
                refuses(OVER, option, "--data", "train", "--data", set, option, set.resolve(name));
            }
        }
        // Not there, but the next command would take it for a part of the set.
        refuses(OVER, "--save", "--data", "train", "--data", set, "--save", set.resolve("data_batch_5.bin"));
        Path link = Files.createSymbolicLink(folder.resolve("link.bin"), set.resolve("data_batch_1.bin"));
        refuses(OVER, "--save", "--data", "train", "--data", set, "--save", link);
        Path hard = Files.createLink(folder.resolve("hard.bin"), set.resolve("data_batch_1.bin"));
        refuses(OVER, "--save", "--data", "train", "--data", set, "--save", hard);
        Cli beside =
                Cli.run("train", "--data", set, "--validation", 5, "--epochs", 1, "--save", set.resolve("model.npz"));
        assertEquals(0, beside.code(), "beside them it may be: " + beside.err());
    }

    /** The same file by another path, there or not. */
    @Test
    void pathsAreComparedByWhereTheyLead() throws IOException {
        Path x = folder.resolve("x.npz");
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path folderLink = Files.createSymbolicLink(folder.resolve("folder-link"), folder);
        Path link = Files.createSymbolicLink(inner.resolve("link"), Path.of("..", "x.npz"));
        Path here = Path.of("").toAbsolutePath();
        List<Path> others = List.of(
                inner.resolve("..").resolve("x.npz"),
                folderLink.resolve("x.npz"),
                link,
                here.resolve(here.relativize(x)),
                folder.resolve("none").resolve("..").resolve("x.npz"));
        for (int there = 0; there < 2; there++) {
            for (Path other : others) {
                refuses(BOTH, "--save", "--checkpoint", "train", "--data", set, "--save", x, "--checkpoint", other);
            }
            Files.writeString(x, "x");
        }
        Path deep = folder.resolve("new");
        refuses(
                BOTH,
                "--save",
                "--metrics",
                "train",
                "--data",
                set,
                "--save",
                deep,
                "--metrics",
                deep.resolve("m.csv"));
        refuses(
                BOTH,
                "--save",
                "--metrics",
                "train",
                "--data",
                set,
                "--save",
                folderLink.resolve("new/a"),
                "--metrics",
                deep.resolve("a"));
        assertFalse(Files.exists(deep));
    }

    @Test
    void bothFilesOfALandscapeAreCompared() throws IOException {
        for (String ending : new String[] {".png", ".csv"}) {
            Path model = Files.writeString(folder.resolve("m" + ending), "a model");
            refuses(
                    OVER,
                    "--out",
                    "--model",
                    "landscape",
                    "--data",
                    set,
                    "--model",
                    model,
                    "--out",
                    folder.resolve("m"));
        }
    }

    @Test
    void picturesAreNotDrawnOverThose() throws IOException {
        Path picture = Files.writeString(folder.resolve("p.png"), "a picture");
        refuses(OVER, "--plot", "FILE", "predict", picture, "--data", set, "--plot", picture);
        Path model = Files.writeString(folder.resolve("model.png"), "a model");
        refuses(OVER, "--plot", "--model", "predict", picture, "--data", set, "--model", model, "--plot", model);
        refuses(OVER, "--plot", "--model", "templates", "--data", set, "--model", model, "--plot", model);
    }

    /** Every option of every command whose value is a file, so that a new one cannot be forgotten. */
    @Test
    void everyCommandNamesItsFiles() throws IOException {
        CommandLine root = Lanewise.commandLine(List.of(), new Interrupt());
        List<CommandLine> commands = new ArrayList<>(root.getSubcommands().values());
        commands.addAll(root.getSubcommands().get("data").getSubcommands().values());
        TreeSet<String> compared = new TreeSet<>();
        for (CommandLine command : commands) {
            List<OptionSpec> files = command.getCommandSpec().options().stream()
                    .filter(option -> isFile(option) && !option.longestName().equals("--data"))
                    .toList();
            for (OptionSpec output : files) {
                for (OptionSpec other : files) {
                    // A training is saved to the file that it goes on from.
                    boolean isContinued = other.longestName().equals("--resume")
                            && output.longestName().equals("--checkpoint");
                    // Where the picture has a name, what begins with --out is a table.
                    boolean isTable = isPrefix(output) && isPicture(other) || isPicture(output) && isPrefix(other);
                    if (isOutput(output) && output != other && !isContinued && !isTable) {
                        compare(command, output, other);
                        compared.add(output.longestName() + " " + other.longestName());
                    }
                }
                if (isOutput(output) && !output.longestName().equals("--out")) {
                    Path labels = set.resolve("fine_label_names.txt");
                    Path named = isPicture(output) ? Files.createSymbolicLink(folder.resolve("l.png"), labels) : labels;
                    refuses(OVER, output.longestName(), "--data", words(command, output.longestName(), named));
                    Files.deleteIfExists(folder.resolve("l.png"));
                }
            }
        }
        assertTrue(compared.containsAll(List.of("--save --checkpoint", "--plot --model", "--out --model")));
    }

    /** What takes the place of --data, all together. */
    private static final List<String> ARRAYS = List.of("--features", "--labels", "--test-features", "--test-labels");

    private static boolean isFile(ArgSpec argument) {
        return argument.auxiliaryTypes()[0] == Path.class
                || argument.paramLabel().equals("FILE");
    }

    private static boolean isPicture(OptionSpec option) {
        return option.longestName().equals("--plot");
    }

    private static boolean isOutput(OptionSpec option) {
        return option.longestName().equals("--out") || option.converters().length > 0;
    }

    /** The beginning of the names of several files. */
    private static boolean isPrefix(OptionSpec option) {
        return option.longestName().equals("--out") && option.converters().length == 0;
    }

    private void compare(CommandLine command, OptionSpec output, OptionSpec other) throws IOException {
        Path file = folder.resolve("same.png");
        boolean isPrefix = isPrefix(output);
        refuses(
                "would ",
                output.longestName(),
                other.longestName(),
                words(
                        command,
                        output.longestName(),
                        isPrefix ? folder.resolve("same") : file,
                        other.longestName(),
                        file));
    }

    private Object[] words(CommandLine command, Object... options) {
        List<Object> words = new ArrayList<>(
                List.of(command.getCommandSpec().qualifiedName(" ").split(" ")));
        words.removeFirst();
        List<Object> given = List.of(options);
        words.addAll(given);
        boolean isArrays = ARRAYS.stream().anyMatch(given::contains);
        for (String option : isArrays ? ARRAYS : List.of("--data")) {
            if (!given.contains(option)) {
                words.addAll(List.of(option, isArrays ? folder.resolve("other.npy") : set));
            }
        }
        if (!command.getCommandSpec().positionalParameters().isEmpty()) {
            words.add("0");
        }
        return words.toArray();
    }
}
