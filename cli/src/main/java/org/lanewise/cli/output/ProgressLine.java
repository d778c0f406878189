package org.lanewise.cli.output;

import java.io.PrintWriter;

/**
 * One line that is written over again on a terminal; where standard error is none, a line for each step that is worth
 * keeping. One thread at a time.
 */
public final class ProgressLine implements AutoCloseable {

    /** The system property by which the script says that standard error is a terminal. */
    private static final String TERMINAL = "lanewise.terminal";

    private static final String REWRITE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal = Boolean.getBoolean(TERMINAL);
    private boolean begun;

    ProgressLine(PrintWriter err) {
        this.err = err;
    }

    /**
     * Shows a step that is worth a line of its own in a log.
     *
     * @param format as for {@link String#format(String, Object...)}
     * @param arguments its arguments
     */
    public void step(String format, Object... arguments) {
        if (terminal) {
            tick(format, arguments);
        } else {
            err.println(Report.text(format, arguments));
        }
    }

    /**
     * Shows a state that the next replaces, on a terminal only.
     *
     * @param format as for {@link String#format(String, Object...)}
     * @param arguments its arguments
     */
    public void tick(String format, Object... arguments) {
        if (terminal) {
            err.print(REWRITE + Report.text(format, arguments));
            err.flush();
            begun = true;
        }
    }

    /** Ends the line. */
    @Override
    public void close() {
        if (begun) {
            err.println();
            begun = false;
        }
    }
}
