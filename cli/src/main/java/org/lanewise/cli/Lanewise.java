package org.lanewise.cli;

import java.nio.file.Path;
import java.util.List;
import org.lanewise.cli.data.DataCommand;
import org.lanewise.cli.learn.CompareCommand;
import org.lanewise.cli.learn.EvaluateCommand;
import org.lanewise.cli.learn.ExportCommand;
import org.lanewise.cli.learn.FeaturesCommand;
import org.lanewise.cli.learn.ImportCommand;
import org.lanewise.cli.learn.PredictCommand;
import org.lanewise.cli.learn.TrainCommand;
import org.lanewise.cli.learn.TuneCommand;
import org.lanewise.cli.look.GradcheckCommand;
import org.lanewise.cli.look.LandscapeCommand;
import org.lanewise.cli.look.StepSizesCommand;
import org.lanewise.cli.look.TemplatesCommand;
import org.lanewise.cli.value.GivenPath;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The root command. */
@Command(
        name = "lanewise",
        description = "Trains, evaluates and uses linear classifiers of images, embeddings and tables.",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 bad usage or input, 130 interrupted. See lanewise help COMMAND."
        },
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class)
final class Lanewise {

    /** All commands that do something with data, in the order in which help lists them. */
    static final List<String> COMMANDS = List.of(
            "data",
            "train",
            "evaluate",
            "predict",
            "features",
            "export",
            "import",
            "tune",
            "compare",
            "gradcheck",
            "stepsizes",
            "landscape",
            "templates");

    @Mixin
    private HelpOption help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version, the Java version and the kernels in use.")
    boolean version;

    private final Interrupt interrupt;

    private Lanewise(Interrupt interrupt) {
        this.interrupt = interrupt;
    }

    /** What happens on Ctrl-C. */
    Interrupt interrupt() {
        return interrupt;
    }

    /**
     * A parser for these arguments. It knows the command that they begin with and no other, for looking at all takes a
     * tenth of a second; or all, if they begin with none.
     */
    static CommandLine commandLine(List<String> arguments, Interrupt interrupt) {
        CommandLine root = new CommandLine(new Lanewise(interrupt));
        List<String> wanted = !arguments.isEmpty() && COMMANDS.contains(arguments.getFirst())
                ? List.of(arguments.getFirst())
                : COMMANDS;
        wanted.forEach(name -> root.addSubcommand(name, command(name)));
        if (wanted.size() > 1) {
            root.addSubcommand("completion", new CompletionCommand());
            root.addSubcommand("help", new HelpCommand());
        }
        HelpText.use(root);
        return root.registerConverter(Path.class, new GivenPath());
    }

    private static Object command(String name) {
        return switch (name) {
            case "data" -> new DataCommand();
            case "train" -> new TrainCommand();
            case "evaluate" -> new EvaluateCommand();
            case "predict" -> new PredictCommand();
            case "features" -> new FeaturesCommand();
            case "export" -> new ExportCommand();
            case "import" -> new ImportCommand();
            case "tune" -> new TuneCommand();
            case "compare" -> new CompareCommand();
            case "templates" -> new TemplatesCommand();
            case "landscape" -> new LandscapeCommand();
            case "gradcheck" -> new GradcheckCommand();
            case "stepsizes" -> new StepSizesCommand();
            default -> throw new IllegalArgumentException("There is no command " + name + ".");
        };
    }
}
