package org.lanewise.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what to do: picocli says the first only. */
final class Usage {

    private Usage() {}

    static String sentence(ParameterException wrong) {
        return switch (wrong) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case MissingParameterException missing ->
                missing.getMissing().stream().map(Usage::missing).collect(Collectors.joining("; "));
            case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " is given twice; leave one out.";
            default -> other(wrong);
        };
    }

    private static String unmatched(UnmatchedArgumentException unmatched) {
        String argument = unmatched.getUnmatched().getFirst();
        if (unmatched.isUnknownOption()) {
            String option = argument.replaceFirst("=.*", "");
            String similar = unmatched.getSuggestions().isEmpty()
                    ? "leave it out."
                    : "did you mean " + unmatched.getSuggestions().getFirst() + "?";
            return "There is no option " + option + "; " + similar;
        }
        if (unmatched.getCommandLine().getSubcommands().isEmpty()) {
            return "\"" + argument + "\" is an argument too many; leave it out.";
        }
        // The parser always finds one that is similar to some degree.
        String similar = unmatched.getSuggestions().stream()
                .filter(command -> argument.toLowerCase(Locale.ROOT).startsWith(command.substring(0, 1)))
                .findFirst()
                .map(command -> "did you mean " + command + "?")
                .orElse("give " + commands(unmatched.getCommandLine()) + ".");
        return "There is no command " + argument + "; " + similar;
    }

    private static String missing(ArgSpec argument) {
        return argument instanceof OptionSpec
                ? name(argument) + " needs a value; give " + expected(argument) + "."
                : argument.paramLabel() + " is missing; give " + expected(argument) + ".";
    }

    private static String other(ParameterException wrong) {
        ArgSpec argument = wrong.getArgSpec();
        if (argument != null && wrong.getValue() != null) {
            return value(argument, wrong.getValue(), wrong.getCause());
        }
        CommandLine command = wrong.getCommandLine();
        boolean isGroup = !command.getSubcommands().isEmpty();
        return isGroup ? "A command is missing; give " + commands(command) + "." : wrong.getMessage();
    }

    private static String value(ArgSpec argument, String value, Throwable cause) {
        if (argument.arity().max() == 0) {
            return name(argument) + " takes no value; leave " + value + " out.";
        }
        String instead = cause instanceof InputException refused ? refused.getMessage() : expected(argument);
        return name(argument) + " is " + (value.isBlank() ? "empty" : value) + "; give " + instead + ".";
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String expected(ArgSpec argument) {
        Class<?> type = argument.auxiliaryTypes()[0];
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.collectingAndThen(Collectors.toList(), Usage::oneOf));
        }
        if (type == int.class || type == Integer.class || type == long.class) {
            return "a whole number";
        }
        if (type == float.class || type == Float.class || type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == URI.class) {
            return "an address that begins with https://";
        }
        if (type == Path.class || argument.paramLabel().equals("FILE")) {
            return argument.paramLabel().equals("DIR") ? "the path of a directory" : "the path of a file";
        }
        return argument.paramLabel();
    }

    private static String commands(CommandLine group) {
        return oneOf(group.getSubcommands().keySet().stream().toList());
    }

    private static String oneOf(List<String> names) {
        return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }
}
