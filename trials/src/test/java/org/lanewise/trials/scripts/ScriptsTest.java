package org.lanewise.trials.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.trials.scripts.Checkout.Ended;
import org.lanewise.trials.scripts.Checkout.Running;

/** {@code lanewise} and {@code run-bench.sh}: who builds when, and what is found where. Maven and JDK are made up. */
@Timeout(60)
class ScriptsTest {

    private static final String[] WITHOUT_FLOCK = {
        "bash",
        "cat",
        "cksum",
        "cp",
        "date",
        "dirname",
        "env",
        "find",
        "grep",
        "head",
        "ln",
        "locale",
        "mkdir",
        "mv",
        "perl",
        "readlink",
        "rm",
        "rmdir",
        "sed",
        "sleep",
        "tail",
        "touch",
        "tr"
    };

    @TempDir
    Path directory;

    private Checkout checkout;

    @BeforeEach
    void copyTheScripts() throws IOException {
        checkout = checkoutIn("checkout");
    }

    private Checkout checkoutIn(String name) throws IOException {
        return new Checkout(directory.resolve(name), directory.resolve("tools of " + name.replaceAll("\\W", "-")));
    }

    private static List<String> jars(String module, String version, String words) {
        return List.of(
                "lanewise-" + module + "-" + version + ".jar:" + words, "lanewise-core-" + version + ".jar:" + words);
    }

    @Test
    void commandsThatStartAtOnceInAFreshCloneBuildOnce() throws Exception {
        assertOneBuild();
    }

    @Test
    void perlLocksWhereThereIsNoFlock() throws Exception {
        assertOneBuild("PATH", checkout.pathOf(WITHOUT_FLOCK));
    }

    private void assertOneBuild(String... variables) throws Exception {
        List<Running> commands = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            commands.add(checkout.start("lanewise", variables));
        }
        for (Running command : commands) {
            Ended ended = command.await();
            assertEquals(0, ended.exit(), ended.output());
            assertEquals(jars("cli", "1", "first"), ended.jars("after"), ended.output());
        }
        assertEquals(1, checkout.builds());
    }

    @Test
    void commandLineAndBenchmarkDoNotBuildAtOnce() throws Exception {
        Running bench = checkout.start("run-bench.sh");
        Ended cli = checkout.run("lanewise");
        assertEquals(jars("cli", "1", "first"), cli.jars("after"), cli.output());
        assertEquals(jars("bench", "1", "first"), bench.await().jars("after"));
        assertEquals(2, checkout.builds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lanewise", "run-bench.sh"})
    void aRunningProgramKeepsTheClassesThatItBeganWith(String script) throws Exception {
        assertItKeepsItsClasses(script);
    }

    @Test
    void alsoWithoutFlock() throws Exception {
        assertItKeepsItsClasses("lanewise", "PATH", checkout.pathOf(WITHOUT_FLOCK));
    }

    private void assertItKeepsItsClasses(String script, String... variables) throws Exception {
        String module = script.equals("lanewise") ? "cli" : "bench";
        Path end = directory.resolve("end");
        List<String> waiting = new ArrayList<>(List.of(variables));
        waiting.addAll(List.of("UNTIL", end.toString()));
        Running training = checkout.start(script, waiting.toArray(String[]::new));
        while (!Files.exists(directory.resolve("end.waiting"))
                && training.process().isAlive()) {
            Thread.sleep(20);
        }
        for (String words : List.of("second", "third")) {
            checkout.source(words);
            assertEquals(
                    jars(module, "1", words), checkout.run(script, variables).jars("after"));
        }
        assertEquals(2, checkout.kept(module), "the training's and the last");
        Files.createFile(end);
        Ended ended = training.await();
        assertEquals(jars(module, "1", "first"), ended.jars("before"), ended.output());
        assertEquals(jars(module, "1", "first"), ended.jars("after"), ended.output());
        checkout.source("fourth");
        checkout.run(script, variables);
        assertEquals(1, checkout.kept(module), "the last alone");
    }

    @Test
    void anotherVersionLeavesNoJarOfTheOldOne() throws Exception {
        checkout.run("lanewise");
        checkout.version("2");
        assertEquals(jars("cli", "2", "first"), checkout.run("lanewise").jars("after"));
    }

    @Test
    void aBuildThatFailsLeavesTheLastOneAndIsTriedAgain() throws Exception {
        checkout.run("lanewise");
        checkout.source("wrong");
        Ended failed = checkout.run("lanewise");
        assertEquals(1, failed.exit());
        assertTrue(failed.output().contains("[ERROR] wrong source\nThe build failed; all that Maven said is in "));
        assertEquals(1, checkout.kept("cli"));
        checkout.source("right");
        assertEquals(jars("cli", "1", "right"), checkout.run("lanewise").jars("after"));
    }

    @Test
    void whatWasBuiltRunsWithoutLeaveToWrite() throws Exception {
        checkout.run("lanewise");
        List<String> unprivileged =
                List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search", "./lanewise", "x");
        try (Stream<Path> all = Files.walk(checkout.file(".built"))) {
            all.forEach(each -> assertTrue(each.toFile().setWritable(false)));
        }
        Ended ended = checkout.start(checkout.file(""), unprivileged).await();
        assertEquals(jars("cli", "1", "first"), ended.jars("after"), ended.output());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:b",
                "two words",
                "it's 100% \"q\" $HOME `x` #1;&|<>",
                "back\\slash",
                "new\nline",
                "br[a]c*k{e}t?!",
                "-r"
            })
    void aFolderMayHaveAnyName(String name) throws Exception {
        Checkout strange = checkoutIn(name);
        for (String script : List.of("lanewise", "run-bench.sh")) {
            String module = script.equals("lanewise") ? "cli" : "bench";
            Ended ended = strange.run(script);
            assertEquals(jars(module, "1", "first"), ended.jars("after"), ended.output());
        }
    }

    @Test
    void whereAColonCannotBePassedByASentenceSaysSo() throws Exception {
        Ended ended = checkoutIn("a:b")
                .run("lanewise", "XDG_CACHE_HOME", directory.resolve("c:d").toString());
        assertEquals(1, ended.exit());
        assertTrue(ended.output().startsWith("Java and Maven do not take the colon, backslash or line end in "));
        assertEquals(1, ended.output().lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lanewise", "run-bench.sh"})
    void throughALinkFromAnotherFolderAndWithCdpath(String script) throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Files.createSymbolicLink(elsewhere.resolve("link"), checkout.file(script));
        Files.createSymbolicLink(elsewhere.resolve("folder"), checkout.file(""));
        String decoy =
                Files.createDirectories(directory.resolve("decoy/folder")).getParent() + ":" + directory;
        String module = script.equals("lanewise") ? "cli" : "bench";
        for (String command : List.of("./link", "folder/" + script, "../checkout/" + script)) {
            for (List<String> words : List.of(List.of(command), List.of("bash", command))) {
                Ended ended = checkout.start(elsewhere, words, "CDPATH", decoy).await();
                assertEquals(jars(module, "1", "first"), ended.jars("after"), ended.output());
            }
        }
    }

    @Test
    void everyScriptFindsItsRootThroughLinks() throws IOException {
        for (String folder : List.of("", ".ci", "scripts", "bench/results", "dist/src/bin")) {
            try (Stream<Path> files = Files.list(Checkout.repository().resolve(folder))) {
                for (Path script : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.size(script) < 100_000 ? Files.readString(script) : "";
                    if (text.startsWith("#!") && !script.endsWith("mvnw")) { // which is Maven's own
                        assertTrue(
                                text.contains("$(dirname \"$(readlink -f \"${BASH_SOURCE[0]}\")\")"),
                                script.toString());
                        assertTrue(!text.contains("dirname \"${BASH_SOURCE"), script.toString());
                    }
                }
            }
        }
    }

    @Test
    void namesThatAreNotAsciiAreFoundInTheLocaleC() throws Exception {
        assertTrue(checkout.run("lanewise", "LC_ALL", "C").output().contains("locale C.UTF-8\n"));
    }

    @Test
    void benchmarksStartWithoutVariablesThatSlowAPeerDown() throws Exception {
        String[] slow = {"OPENBLAS_CORETYPE", "Prescott"};
        assertTrue(checkout.run("run-bench.sh", slow).output().contains("OpenBLAS chooses"));
        assertTrue(checkout.run("run-bench.sh", slow).output().contains("Without OPENBLAS_CORETYPE=Prescott"));
        assertTrue(run(slow, "--keep-environment").contains("OpenBLAS Prescott"));

        Files.createDirectories(checkout.file("run.unfinished"));
        Files.writeString(checkout.file("run.unfinished/arguments.txt"), "--smoke\n--keep-environment\n");
        assertTrue(run(slow, "--resume", "run").contains("OpenBLAS Prescott"));
        Files.writeString(checkout.file("run.unfinished/arguments.txt"), "--smoke\n");
        assertTrue(run(slow, "--resume", "run").contains("OpenBLAS chooses"));
    }

    private String run(String[] variables, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("./run-bench.sh"));
        command.addAll(List.of(arguments));
        return checkout.start(checkout.file(""), command, variables).await().output();
    }
}
