package org.lanewise.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The same as {@code --help} behind a command. */
@Command(name = "help", description = "Lists all commands, or shows the options of one.")
final class HelpCommand implements Runnable {

    @Parameters(
            arity = "0..2",
            paramLabel = "COMMAND",
            description = "The command, such as train or data info. Default: list all.")
    private List<String> names = List.of();

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine shown = spec.root().commandLine();
        for (String name : names) {
            CommandLine inner = shown.getSubcommands().get(name);
            if (inner == null) {
                throw new UnmatchedArgumentException(shown, List.of(name));
            }
            shown = inner;
        }
        shown.usage(spec.commandLine().getOut());
    }
}
