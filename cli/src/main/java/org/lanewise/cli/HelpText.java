package org.lanewise.cli;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The text of help: a command's own options before those that all commands share, and lines that end between words only.
 * Picocli mixes the options, and ends lines within names such as {@code .npz} too.
 */
final class HelpText {

    private static final int WIDTH = 80;
    private static final int OPTIONS = 28;
    private static final int COMMANDS = 14;

    private HelpText() {}

    /** Options that are listed together. */
    private enum Group {
        OWN("Options:"),
        DATA("Options for the data:"),
        COMMON("Options of all commands:");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        /** The group of the innermost mixin that brings an option. */
        static Group of(CommandSpec command, OptionSpec option) {
            for (CommandSpec mixin : command.mixins().values()) {
                if (mixin.findOption(option.longestName()) != null) {
                    Group inner = of(mixin, option);
                    return inner != OWN ? inner : of(mixin.userObject());
                }
            }
            return OWN;
        }

        private static Group of(Object owner) {
            if (owner instanceof CommonOptions || owner instanceof HelpOption) {
                return COMMON;
            }
            return owner instanceof DataSource || owner instanceof PictureOptions ? DATA : OWN;
        }
    }

    /** Gives a command and those below it this text. */
    static void use(CommandLine command) {
        command.getCommandSpec().usageMessage().commandListHeading("%nCommands:%n");
        if (command.getCommand() instanceof Action) {
            command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        }
        Map<String, CommandLine.IHelpSectionRenderer> sections = command.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_DESCRIPTION, help -> description(help.commandSpec()));
        sections.put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, help -> parameters(help.commandSpec()));
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> options(help.commandSpec()));
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpText::commands);
        command.getSubcommands().values().forEach(HelpText::use);
    }

    private static String description(CommandSpec command) {
        return wrapped(sentences(command), 0) + "\n";
    }

    private static String parameters(CommandSpec command) {
        return command.positionalParameters().stream()
                .map(parameter -> entry(label(parameter), String.join(" ", parameter.description()), OPTIONS))
                .collect(Collectors.joining());
    }

    private static String options(CommandSpec command) {
        if (!(command.userObject() instanceof Action)) {
            return entries(command.options());
        }
        Map<Group, List<OptionSpec>> groups = command.options().stream()
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .collect(Collectors.groupingBy(
                        option -> Group.of(command, option), () -> new EnumMap<>(Group.class), Collectors.toList()));
        if (command.userObject() instanceof WithoutData) {
            groups.remove(Group.DATA);
        }
        return groups.entrySet().stream()
                .map(group -> "\n" + group.getKey().heading + "\n" + entries(group.getValue()))
                .collect(Collectors.joining());
    }

    private static String entries(List<OptionSpec> options) {
        return options.stream()
                .map(option -> entry(
                        String.join(", ", shortestFirst(option))
                                + (option.arity().max() == 0 ? "" : "=" + label(option)),
                        String.join(" ", option.description()),
                        OPTIONS))
                .collect(Collectors.joining());
    }

    private static List<String> shortestFirst(OptionSpec option) {
        return Stream.of(option.names())
                .sorted(Comparator.comparingInt(String::length))
                .toList();
    }

    private static String commands(Help help) {
        return help.subcommands().entrySet().stream()
                .map(command -> entry(
                        command.getKey(),
                        firstSentence(sentences(command.getValue().commandSpec())),
                        COMMANDS))
                .collect(Collectors.joining());
    }

    private static String sentences(CommandSpec command) {
        return String.join(" ", command.usageMessage().description());
    }

    private static String firstSentence(String text) {
        return text.replaceFirst("(?<=\\.) .*", "");
    }

    private static String label(ArgSpec argument) {
        String label = argument.paramLabel();
        if (!argument.splitRegex().isEmpty()) {
            return label + "[," + label + "...]";
        }
        return argument.isMultiValue() && !argument.isOption() ? label + "..." : label;
    }

    /** A term, and what it means in lines that begin at a column. */
    private static String entry(String term, String meaning, int column) {
        String begin = "  " + term;
        String gap = begin.length() + 2 <= column ? " ".repeat(column - begin.length()) : "\n" + " ".repeat(column);
        return begin + gap + wrapped(meaning, column) + "\n";
    }

    /** A text in lines that begin at some column; the first stands there already. */
    private static String wrapped(String text, int column) {
        StringBuilder lines = new StringBuilder();
        int at = column;
        for (String word : text.split(" ")) {
            if (at > column && at + 1 + word.length() > WIDTH) {
                lines.append("\n").append(" ".repeat(column));
                at = column;
            }
            lines.append(at > column ? " " : "").append(word);
            at += (at > column ? 1 : 0) + word.length();
        }
        return lines.toString();
    }
}
