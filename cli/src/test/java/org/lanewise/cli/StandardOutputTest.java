package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody may take for done what could not be told. */
class StandardOutputTest {

    private static final String FULL = "No space left on device";

    @TempDir
    Path folder;

    /** Has room for so many bytes. */
    private static final class FullDisk extends OutputStream {

        private int left;

        FullDisk(int room) {
            left = room;
        }

        @Override
        public void write(int one) throws IOException {
            if (left-- <= 0) {
                throw new IOException(FULL);
            }
        }
    }

    private static Cli run(int room, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(new FullDisk(room), err, arguments);
        return new Cli(code, "", err.toString(StandardCharsets.UTF_8));
    }

    private static void assertSaysOnce(String err, String reason) {
        List<String> sentences =
                err.lines().filter(line -> line.startsWith("lanewise")).toList();
        assertEquals(1, sentences.size(), err);
        assertTrue(sentences.getFirst().startsWith("lanewise: Standard output cannot be written (" + reason), err);
        assertTrue(sentences.getFirst().endsWith("."), err);
    }

    static Stream<String> commands() {
        String data = " --data=" + Sets.SMALL;
        String quick = data + " --limit 200 --epochs 1";
        return Stream.of(
                "--help",
                "data --help",
                "train --help",
                "data info" + data,
                "data info --json" + data,
                "train" + quick,
                "train --json" + quick,
                "evaluate --json" + data,
                "predict 0" + data,
                "tune --json --rates 0.1 --strengths 0" + quick,
                "compare --json --neighbours 2 --tries 2 --queries 2" + data,
                "gradcheck --parameters 20 --examples 6" + data,
                "stepsizes --json" + data);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFullDiskIsAFailureOfEveryCommand(String command) {
        Cli run = run(20, command.split(" "));
        assertEquals(1, run.code(), run.err());
        assertSaysOnce(run.err(), FULL);
    }

    @Test
    void theRestOfTheWorkIsDone() {
        Path model = folder.resolve("model.npz");
        Cli run = run(10, "train", "--data=" + Sets.SMALL, "--limit=200", "--epochs=1", "--save=" + model);
        assertEquals(1, run.code(), run.err());
        assertEquals(
                0, Cli.run("evaluate", "--data", Sets.SMALL, "--model", model).code());
    }

    @Test
    void aCodeThatIsWorseStays() {
        assertEquals(2, run(0, "train", "--epochs=-1").code());
    }

    @ParameterizedTest
    @CsvSource({
        "data info, >/dev/full, No space left on device",
        "data info, >&-, ''",
        "data info, | true, Broken pipe",
        "data info --json, >/dev/full, No space left on device",
        "--help, >/dev/full, No space left on device",
        "--help, >&-, ''"
    })
    void aDescriptorThatIsClosedOrFullIsNamedByTheProgramItself(String command, String redirection, String reason)
            throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        assertFails(command, redirection, reason);
    }

    private void assertFails(String arguments, String redirection, String reason) throws Exception {
        Path err = folder.resolve("err");
        Path code = folder.resolve("code");
        List<Object> words = new ArrayList<>(List.of(arguments.split(" ")));
        if (words.size() > 1) {
            words.add("--data=" + Sets.SMALL);
        }
        List<String> shell = new ArrayList<>(
                List.of("sh", "-c", "{ sleep 0.3; \"$@\" 2>\"$ERR\"; echo $? >\"$CODE\"; } " + redirection, "sh"));
        shell.addAll(ChildVm.command(words.toArray()));
        ProcessBuilder builder = new ProcessBuilder(shell).redirectErrorStream(true);
        builder.environment().put("ERR", err.toString());
        builder.environment().put("CODE", code.toString());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        for (int wait = 0; !Files.exists(code) || Files.size(code) == 0; wait++) {
            assertTrue(wait < 1200, "no end");
            Thread.sleep(50);
        }
        assertEquals("1", Files.readString(code).strip(), Files.readString(err));
        assertSaysOnce(Files.readString(err), reason);
        Files.delete(code);
    }
}
