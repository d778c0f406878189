package org.lanewise.cli.output;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.lanewise.core.internal.files.Printable;

/**
 * What a command has to say. Without {@code --json} text goes to standard output; with it one object of all results goes
 * there at the end, and text to standard error. Whatever is said is fit for a terminal, wherever it came from: the commands
 * write the formats, but arguments may hold what files or servers say. One thread at a time.
 */
public final class Report {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final Map<String, Object> results = new LinkedHashMap<>();
    private boolean failed;

    /**
     * An empty report.
     *
     * @param out standard output
     * @param err standard error
     * @param json whether results go to standard output as JSON
     */
    public Report(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /**
     * Says something to a person.
     *
     * @param format as for {@link String#format(String, Object...)}; numbers are formatted the same in every country
     * @param arguments its arguments
     */
    public void say(String format, Object... arguments) {
        (json ? err : out).println(text(format, arguments));
    }

    /** A format of ours with arguments from anywhere; a table has seen to its cells. */
    static String text(String format, Object... arguments) {
        Object[] clean = Stream.of(arguments).map(Report::clean).toArray();
        return String.format(Locale.ROOT, format, clean);
    }

    private static Object clean(Object argument) {
        return argument == null || argument instanceof Number || argument instanceof Table
                ? argument
                : Printable.of(argument.toString());
    }

    /**
     * Adds a result to the JSON object.
     *
     * @param name its name, in camel case; used once
     * @param value as {@link Json} takes it
     */
    public void result(String name, Object value) {
        results.put(name, value);
    }

    /**
     * Says what went wrong with work that has results all the same: the exit code will be 1.
     *
     * @param sentence what was found
     */
    public void fail(String sentence) {
        err.println("lanewise: " + Printable.of(sentence));
        failed = true;
    }

    /** {@return progress of long work, on standard error} */
    public ProgressLine progress() {
        return new ProgressLine(err);
    }

    /**
     * Prints the JSON object, if it was asked for.
     *
     * @return whether nothing failed
     */
    public boolean finish() {
        if (json) {
            out.println(Json.text(results));
        }
        return !failed;
    }
}
