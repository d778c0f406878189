package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
    void everyCommandHasHelpThatMentionsTheCommonOptions() {
        for (String command : Lanewise.COMMANDS) {
            Cli help = command.equals("data") ? Cli.run("data", "info", "--help") : Cli.run(command, "--help");
            assertEquals(0, help.code(), command);
            for (String option : new String[] {"--data", "--kernels", "--threads", "--json"}) {
                assertTrue(help.out().contains(option), command + " " + option);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', Missing required subcommand",
        "dat, 'dat'",
        "data, Missing required subcommand",
        "data info --columns 0, --columns is 0",
        "data info --columns none, 'none' is not",
        "data info --kernels fast, auto",
        "data info --data /no/such/directory, there is no such directory",
        "data synth, DIR",
        "data fetch --url http://example.org/x, https://",
        "data fetch --checksum 12, none",
    })
    void badUsageIsOneSentenceAndExitCode2(String line, String part) {
        Cli run = Cli.run((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));
        assertEquals(2, run.code());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
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
