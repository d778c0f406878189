package org.lanewise.bench.run;

import java.util.List;
import java.util.stream.Collectors;

/** Finds the one line that says why a fork failed. */
final class Reasons {

    /** How HotSpot and the launcher begin what they say when they give up. */
    private static final List<String> SIGNS =
            List.of("Error", "# A fatal error", "Unrecognized", "Exception in thread");

    private Reasons() {}

    /** What the benchmark threw, or else what JMH and the dying VM said. */
    static String of(Throwable failed, String output) {
        Throwable root = root(failed);
        String message = oneLine(String.valueOf(root.getMessage()));
        if (root instanceof IllegalStateException) {
            return withLastWords(message, output);
        }
        return withLastWords(root.getClass().getSimpleName() + ": " + message, output);
    }

    /** JMH has what a benchmark threw as a suppressed exception of the cause. */
    private static Throwable root(Throwable failed) {
        Throwable deeper = failed.getSuppressed().length > 0 ? failed.getSuppressed()[0] : failed.getCause();
        return deeper == null ? failed : root(deeper);
    }

    private static String withLastWords(String reason, String output) {
        String words = output.lines()
                .map(String::strip)
                .filter(line -> SIGNS.stream().anyMatch(line::startsWith))
                .distinct()
                .limit(2)
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? reason : reason + " (" + words + ")";
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
