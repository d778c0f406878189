package org.lanewise.trials.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.CifarFormatException;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;

/** A full disk, a read-only one, a directory in place of a file, a file that grows: one sentence, and nothing half done. */
class DiskTest {

    @TempDir
    Path directory;

    /** A file system of its own. */
    private static final class Disk implements AutoCloseable {

        private final Path place;

        Disk(Path place, String options) throws IOException {
            this.place = Files.createDirectories(place);
            assumeTrue(
                    run("mount", "-t", "tmpfs", "-o", options, "tmpfs", place.toString()), "this user may not mount");
        }

        void makeReadOnly() {
            assertTrue(run("mount", "-o", "remount,ro", place.toString()));
        }

        @Override
        public void close() {
            run("umount", place.toString());
        }

        private static boolean run(String... command) {
            try {
                return new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException | InterruptedException noSuchCommand) {
                return false;
            }
        }
    }

    private static ModelFile model(Arena arena, int classes) {
        List<String> names = Stream.iterate(0, k -> k + 1)
                .limit(classes)
                .map(k -> "class " + k)
                .toList();
        LinearModel parameters = LinearModel.allocate(arena, classes, 3072);
        return new ModelFile(new Classifier(parameters, Preprocessing.none(arena, 3072), names), Map.of());
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        }
    }

    @Test
    void fullDisk() throws Exception {
        Path place = directory.resolve("full");
        try (Disk disk = new Disk(place, "size=64k");
                Arena arena = Arena.ofShared()) {
            Path file = place.resolve("model.npz");
            model(arena, 1).write(file);
            byte[] before = Files.readAllBytes(file);
            IOException full =
                    assertThrows(IOException.class, () -> model(arena, 10).write(file));
            assertTrue(full.getMessage().contains("space"), full.getMessage());
            assertEquals(List.of(file), files(disk.place), "what was half written is gone");
            assertEquals(before.length, Files.size(file), "the old file is as it was");
            Files.delete(file);

            Lanewise.Result synth =
                    Lanewise.run("data", "synth", place.resolve("set").toString(), "--train", "100");
            assertEquals(1, synth.exit(), synth.output());
            assertTrue(synth.isOneSentence("space"), synth.output());
            assertTrue(
                    Files.notExists(place.resolve("set"))
                            || files(place.resolve("set")).isEmpty(),
                    "half a set");
        }
    }

    @Test
    void readOnlyDisk() throws Exception {
        Path place = directory.resolve("read-only");
        try (Disk disk = new Disk(place, "size=1m");
                Arena arena = Arena.ofShared()) {
            SyntheticCifar.write(place.resolve("set"), 20, 0, 1);
            disk.makeReadOnly();
            IOException refused =
                    assertThrows(IOException.class, () -> model(arena, 2).write(place.resolve("m.npz")));
            assertTrue(refused.getMessage().contains("ead-only"), refused.getMessage());
            Lanewise.Result synth =
                    Lanewise.run("data", "synth", place.resolve("more").toString());
            assertEquals(1, synth.exit(), synth.output());
            assertTrue(synth.isOneSentence(place.toString()), synth.output());
            Lanewise.Result info =
                    Lanewise.run("data", "info", "--data", place.resolve("set").toString());
            assertEquals(0, info.exit(), "reading needs no writing: " + info.output());
        }
    }

    @Test
    void directoryInPlaceOfAFile() throws Exception {
        Path taken = Files.createDirectories(directory.resolve("m.npz/inside")).getParent();
        try (Arena arena = Arena.ofShared()) {
            assertThrows(IOException.class, () -> model(arena, 2).write(taken));
            assertEquals(List.of(taken), files(directory), "no temporary file is left");
            assertThrows(IOException.class, () -> ModelFile.read(arena, taken));
        }
        Files.createDirectory(directory.resolve("data_batch_1.bin"));
        Lanewise.Result info = Lanewise.run("data", "info", "--data", directory.toString());
        assertEquals(2, info.exit(), info.output());
        assertTrue(info.isOneSentence("data_batch_1.bin", "directory"), info.output());
    }

    @Test
    void noPermission() throws Exception {
        assumeUnprivileged();
        Path set = SyntheticCifar.write(directory.resolve("set"), 20, 10, 1);
        Path unreadable = set.resolve("data_batch_1.bin");
        Path model = directory.resolve("m.npz");
        try (Arena arena = Arena.ofShared()) {
            model(arena, 10).write(model);
        }
        Path locked = Files.createDirectory(directory.resolve("locked"));
        allow(locked, "r-x------");
        String data = "--data=" + set;
        refuses(locked, "data", "synth", locked.resolve("new").toString());
        refuses(locked, "train", data, "--epochs=1", "--save=" + locked.resolve("new.npz"));
        refuses(locked, "train", data, "--epochs=1", "--checkpoint=" + locked.resolve("new.npz"));
        refuses(locked, "templates", data, "--model=" + model, "--plot=" + locked.resolve("new.png"));
        allow(model, "---------");
        refuses(model, "evaluate", data, "--model=" + model);
        refuses(model, "predict", data, model.toString());
        allow(unreadable, "---------");
        refuses(unreadable, "data", "info", data);
    }

    /** Nothing in it can be named to whom it is closed; nor if it can be listed, nor if names can be added. */
    @Test
    void noPermissionForADirectory() throws Exception {
        assumeUnprivileged();
        Path set = SyntheticCifar.write(directory.resolve("set"), 20, 10, 1);
        Path closed = Files.createDirectory(directory.resolve("closed"));
        SyntheticCifar.write(closed, 20, 10, 1);
        Path model = closed.resolve("m.npz");
        try (Arena arena = Arena.ofShared()) {
            model(arena, 10).write(model);
        }
        String data = "--data=" + set;
        allow(closed, "---------");
        refuses(closed, "evaluate", data, "--model=" + model);
        refuses(closed, "train", data, "--resume=" + model);
        refuses(closed, "predict", data, "--model=" + model, "0");
        refuses(closed, "predict", data, closed.resolve("picture.png").toString());
        for (String permissions : List.of("---------", "r--------")) {
            allow(closed, permissions);
            refuses(closed, "data", "info", "--data=" + closed);
            refuses(closed, "train", "--data=" + closed, "--epochs=1");
        }
        for (String permissions : List.of("---------", "-w-------")) {
            allow(closed, permissions);
            refuses(closed, "train", data, "--epochs=1", "--save=" + closed.resolve("new.npz"));
            refuses(closed, "data", "synth", closed.resolve("new").toString());
        }
    }

    private static void assumeUnprivileged() {
        List<String> harmless = new ArrayList<>(Lanewise.UNPRIVILEGED);
        harmless.add("true");
        assumeTrue(Disk.run(harmless.toArray(String[]::new)), "only the superuser can give up privileges");
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void refuses(Path what, String... command) throws Exception {
        Lanewise.Result result = Lanewise.runUnprivileged(command);
        assertTrue(result.exit() == 1 || result.exit() == 2, List.of(command) + ": " + result);
        assertTrue(result.isOneSentence(what.toString()), List.of(command) + ": " + result);
    }

    /** Opening a pipe would wait for ever. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void pipeInPlaceOfAFile() throws Exception {
        Path pipe = directory.resolve("batches.meta.txt");
        assumeTrue(Disk.run("mkfifo", pipe.toString()), "no pipes here");
        SyntheticCifar.write(directory.resolve("set"), 20, 10, 1);
        Files.copy(directory.resolve("set/data_batch_1.bin"), directory.resolve("data_batch_1.bin"));
        String set = "--data=" + directory.resolve("set");
        for (List<String> command : List.of(
                List.of("data", "info", "--data", directory.toString()),
                List.of("predict", pipe.toString(), set),
                List.of("evaluate", set, "--model", pipe.toString()))) {
            Lanewise.Result result = Lanewise.run(command.toArray(String[]::new));
            assertEquals(2, result.exit(), command + ": " + result);
            assertTrue(result.isOneSentence(pipe.toString()), command + ": " + result);
        }
    }

    @Test
    void fileInPlaceOfADirectory() throws Exception {
        Path file = Files.writeString(directory.resolve("set"), "text");
        for (List<String> command : List.of(
                List.of("data", "info", "--data", file.toString()), List.of("data", "synth", file.toString()))) {
            Lanewise.Result result = Lanewise.run(command.toArray(String[]::new));
            assertEquals(2, result.exit(), command + ": " + result);
            assertTrue(result.isOneSentence(file.toString()), command + ": " + result);
        }
        assertEquals("text", Files.readString(file));
    }

    /** Half a record more is no whole file; and what was opened before stays as it was. */
    @Test
    void fileThatGrows() throws Exception {
        SyntheticCifar.write(directory.resolve("set"), 20, 0, 1);
        Path file = directory.resolve("set/data_batch_1.bin");
        try (CifarDataset before = CifarDataset.open(directory.resolve("set"), CifarFormat.CIFAR10)) {
            int images = before.train().size();
            Files.write(file, new byte[1000], StandardOpenOption.APPEND);
            String message = assertThrows(
                            CifarFormatException.class,
                            () -> CifarDataset.open(directory.resolve("set")).close())
                    .getMessage();
            assertTrue(message.contains(file.toString()) && message.contains("1000 bytes are left over"), message);
            assertEquals(images, before.train().size());
            before.train().features().get(images - 1, 3071);
        }
    }
}
