package org.lanewise.cli.data;

import org.lanewise.cli.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The group of commands about data sets. */
@Command(
        name = "data",
        description = "Shows, downloads or generates a data set.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {InfoCommand.class, FetchCommand.class, SynthCommand.class})
public final class DataCommand {

    @Mixin
    private HelpOption help;

    /** Made by picocli. */
    public DataCommand() {}
}
