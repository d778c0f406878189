package org.lanewise.trials.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.cli.Main;
import org.lanewise.learn.file.Npy;
import org.lanewise.learn.file.NpyArray;
import org.lanewise.learn.file.Npz;
import org.lanewise.testing.Scale;

/**
 * All commands, their arguments dropped, doubled, swapped and replaced: exit code 0, 1 or 2, no stack trace, and on failure
 * one sentence of the program's. Paths are left as they are, so that nothing is written elsewhere.
 */
class OptionsFuzzTest {

    private static final long SEED = Scale.seed(3);
    private static final int CASES = Scale.of(600);

    private static final List<String> WORDS = List.of(
            "",
            " ",
            "-",
            "--",
            "-1",
            "0",
            "1",
            "2147483648",
            "9223372036854775808",
            "1e400",
            "NaN",
            "Infinity",
            "-Infinity",
            "0x10",
            "true",
            "--json",
            "--help",
            "-h",
            "--no-such",
            "--seed",
            "--threads",
            "--kernels",
            "scalar",
            "simd",
            "@",
            "'",
            "\"",
            "\u20ac",
            "a b",
            "=",
            "--train=",
            "--train=7=8",
            "\n",
            "%s",
            "${x}",
            "null");

    /** A command may take so much of the processor's time, with all that it trains and draws. */
    private static final long SOON_NANOS = 10_000_000_000L;

    /** In the text of help. */
    private static final Pattern OPTION = Pattern.compile("^ +(?:-\\w, )?(--[a-z0-9-]+)", Pattern.MULTILINE);

    private static final Pattern COMMAND = Pattern.compile("^  ([a-z]+) {2,}", Pattern.MULTILINE);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    private Path set;
    private Path hundred;
    private Path model;
    private Path checkpoint;
    private Path picture;
    private Path output;

    /** Of every command; a path is one argument with its option, so that the two are never separated. */
    private List<String> commands() {
        String data = "--data=" + set + " ";
        String learn = data + "--validation 5 --batch 4 --epochs 1 ";
        return List.of(
                "data info " + data + "--json",
                "data info " + data + "--kernels scalar --threads 1",
                "data info --labels coarse --data=" + hundred,
                "data info " + data + "--columns 2 --scale 2 --plot=" + output + "/sheet.png",
                "data synth " + output + " --train 5 --test 3 --seed 7",
                "data fetch --data=" + output + " --url=http://127.0.0.1:1/set.tar.gz --checksum " + "0".repeat(64),
                "train " + learn + "--optimizer adam --schedule cosine --warm-up 1 --save=" + output + "/m.npz",
                "train " + learn + "--loss svm --margin 2 --l1 0.1 --regularize-bias --early-stopping 2 --json",
                "train " + learn
                        + "--smoothing 0.1 --class-weights 1,1,1,1,1,1,1,1,1,2 --clip 1 --average 0.9 --limit 15"
                        + " --target-accuracy 0.9 --metrics=" + output + "/metrics.csv",
                "train " + learn
                        + "--optimizer momentum --momentum 0.8 --lr 0.01 --schedule step --decay 0.5"
                        + " --preprocessing center --no-bias",
                "train " + data + "--validation 5 --optimizer lbfgs --iterations 2 --tolerance 1e-3 --init=" + model,
                "train " + learn + "--calibrate --checkpoint=" + output + "/c.npz --checkpoint-every 2",
                "train " + data + "--validation 5 --epochs 11 --resume=" + checkpoint + " --checkpoint=" + output
                        + "/c.npz",
                "evaluate " + data + "--model=" + model + " --on train --mistakes 3 --json",
                "train " + data + "--validation 5 --patches 4 --patch-activation triangle --save=" + output + "/p.npz",
                "train " + learn + "--hidden 4 --mirror --shift 1 --checkpoint=" + output + "/h.npz",
                "train " + learn + "--hidden 3 --no-mirror --save=" + output + "/h.npz",
                "gradcheck " + data + "--hidden 3 --parameters 20 --examples 6",
                "features " + data + "--patches 2 --seed 2 --on test --save=" + output + "/f.npy",
                "predict 3 " + data + "--model=" + model + " --on train --plot=" + output + "/p.png",
                "predict " + picture + " " + data + "--model=" + model + " --json",
                "tune " + learn + "--rates 0.1,0.2 --strengths 0,1e-3 --plot=" + output + "/t.png",
                "tune " + data + "--random 2 --folds 2 --epochs 1 --json",
                "compare " + data + "--neighbours 2 --tries 3 --queries 4 --plot=" + output + "/c.png",
                "gradcheck " + data + "--step 1e-4 --parameters 20 --examples 6 --no-bias",
                "stepsizes " + data + "--seed 3 --plot=" + output + "/s.svg",
                "landscape " + data + "--points 3 --radius 2 --seed 4 --out=" + output + "/l",
                "landscape " + data + "--ray --points 3 --loss svm --l2 0 --out=" + output + "/l --plot=" + output
                        + "/l.svg",
                "templates " + data + "--model=" + model + " --scale 3 --plot=" + output + "/t.svg",
                "train --features=" + own("x.npy") + " --labels=" + own("y.npy") + " --test-features=" + own("x.npy")
                        + " --test-labels=" + own("y.npy") + " --l2-path 1:0.1:2 --folds 2 --iterations 3",
                "train --data=" + own("table.csv") + " --label-column species --l2 0.1 --iterations 2 --weights="
                        + own("w.npy"),
                "train --data=" + own("pictures") + " --size 4 --crop --skip-bad --l2 0.1 --iterations 2 --cache="
                        + output,
                "predict " + picture + " --model=" + model + " --scores --out=" + output + "/answers.csv",
                "export --model=" + model + " --bytes --onnx=" + output + "/m.onnx --safetensors=" + output
                        + "/m.safetensors",
                "import " + own("sklearn.npz") + " --save=" + output + "/m.npz",
                "data",
                "--version",
                "--help");
    }

    private Path own(String name) {
        return directory.resolve(name);
    }

    /** Arrays, a table, pictures of two classes, and the coefficients of scikit-learn. */
    private void writeOwnData() throws IOException {
        NpyArray rows = new NpyArray.Floats(List.of(6, 2), new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6});
        NpyArray labels = new NpyArray.Integers(List.of(6), new long[] {0, 1, 0, 1, 0, 1});
        Npy.write(own("x.npy"), rows);
        Npy.write(own("y.npy"), labels);
        Npy.write(own("w.npy"), new NpyArray.Floats(List.of(4), new float[] {1, 2, 0, 1}));
        Files.writeString(own("table.csv"), "a,b,species\n1,2,ant\n3,4,bee\n5,7,ant\n8,9,bee\n");
        for (String name : List.of("ant", "bee")) {
            Path folder = Files.createDirectories(own("pictures").resolve(name));
            ImageIO.write(
                    new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve("a.png").toFile());
        }
        SequencedMap<String, NpyArray> coefficients = new LinkedHashMap<>();
        coefficients.put("coef_", rows);
        coefficients.put("intercept_", new NpyArray.Floats(List.of(6), new float[6]));
        Npz.write(own("sklearn.npz"), coefficients);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void everyEndIsOneOfThree() throws IOException {
        // What predict reads as "-" would else be waited for.
        System.setIn(InputStream.nullInputStream());
        set = directory.resolve("set");
        model = directory.resolve("model.npz");
        checkpoint = directory.resolve("checkpoint.npz");
        picture = directory.resolve("picture.png");
        output = directory.resolve("output");
        hundred = Files.createDirectory(directory.resolve("hundred"));
        Files.write(hundred.resolve("train.bin"), new byte[20 * CifarFormat.CIFAR100_FINE.recordBytes()]);
        SyntheticCifar.write(set, 20, 10, 1);
        writeOwnData();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        List<String> train =
                List.of("train", "--data=" + set, "--validation", "5", "--save=" + model, "--checkpoint=" + checkpoint);
        assertEquals(0, run(train, "a model to begin from"));
        List<Path> before = list(directory);
        List<Path> here = list(Path.of(""));

        assertEquals(Set.of(), unknown(""), "options that no command here has");
        for (String command : commands()) {
            Files.createDirectories(output);
            int exit = run(words(command), command);
            assertEquals(command.equals("data") ? 2 : command.startsWith("data fetch") ? 1 : 0, exit, command);
            clear(output);
        }
        // Found once: what a check says that fails did not say whose sentence it is.
        assertEquals(1, run(words("gradcheck --data=" + set + " --step 1 --parameters 20 --examples 6"), "a finding"));
        SplittableRandom random = new SplittableRandom(SEED);
        int[] exits = new int[3];
        for (int i = 0; i < CASES; i++) {
            Files.createDirectories(output);
            List<String> arguments =
                    spoil(random, words(commands().get(random.nextInt(commands().size()))));
            exits[run(arguments, "seed " + SEED + ", case " + i + ": " + arguments)]++;
            clear(output);
        }
        assertEquals(before, list(directory), "files elsewhere");
        assertEquals(here, list(Path.of("")), "files in the working directory");
        Scale.summary(
                "fuzzing options: %d command lines, %d done, %d failed, %d refused, seed %d",
                CASES, exits[0], exits[1], exits[2], SEED);
    }

    /** Options that the help of a command, or of one of its commands, names and none of {@link #commands()} has. */
    private Set<String> unknown(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(
                0,
                Main.run(
                        new PrintStream(out),
                        System.err,
                        words((command + " --help").strip()).toArray(String[]::new)));
        String help = out.toString(StandardCharsets.UTF_8);
        Set<String> unknown = new TreeSet<>();
        OPTION.matcher(help).results().map(option -> option.group(1)).forEach(unknown::add);
        unknown.removeAll(words(String.join(" ", commands()).replace('=', ' ')));
        COMMAND.matcher(help)
                .results()
                .forEach(inner -> unknown.addAll(unknown((command + " " + inner.group(1)).strip())));
        return unknown;
    }

    private static List<String> words(String command) {
        return List.of(command.split(" "));
    }

    private static int run(List<String> arguments, String what) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit;
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            exit = Main.run(new PrintStream(out), new PrintStream(err), arguments.toArray(String[]::new));
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what + ": " + e, e);
        }
        String errors = err.toString(StandardCharsets.UTF_8);
        assertTrue(exit >= 0 && exit <= 2, what + ": exit code " + exit);
        assertFalse(errors.contains("\tat ") || errors.contains("Exception"), what + ": " + errors);
        if (exit != 0) {
            List<String> lines = errors.strip().lines().toList();
            long sentences =
                    lines.stream().filter(line -> line.startsWith("lanewise")).count();
            assertEquals(1, sentences, what + ": " + errors);
            assertTrue(lines.getLast().startsWith("lanewise"), what + ": " + errors);
        }
        assertTrue(THREADS.getCurrentThreadCpuTime() - start < SOON_NANOS, what + ": took too long");
        return exit;
    }

    private static List<String> spoil(SplittableRandom random, List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(arguments.size() + 1);
            if (at == arguments.size() || random.nextInt(4) == 0) {
                arguments.add(at, WORDS.get(random.nextInt(WORDS.size())));
            } else if (isPath(arguments.get(at))) {
                arguments.add(at, arguments.get(random.nextInt(arguments.size())));
            } else if (random.nextBoolean()) {
                arguments.set(at, WORDS.get(random.nextInt(WORDS.size())));
            } else if (!(at + 1 < arguments.size() && isPath(arguments.get(at + 1)))) {
                arguments.remove(at);
            }
        }
        return arguments;
    }

    private static boolean isPath(String argument) {
        return argument.contains("/");
    }

    private static List<Path> list(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted().toList();
        }
    }

    private static void clear(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            for (Path file : list(place)) {
                Files.delete(file);
            }
            Files.delete(place);
        }
    }
}
