package org.lanewise.bench.run;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line that says how far the run is: written over and over again on a terminal, a line for every finished
 * implementation elsewhere.
 */
public final class RunProgress {

    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;

    /**
     * A progress line.
     *
     * @param out where it goes
     * @param terminal whether that is a terminal
     */
    public RunProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows what is going on, on a terminal only. */
    void running(int done, int total, double elapsed, double left, String what) {
        if (terminal) {
            out.print("\r" + padded(line(done, total, elapsed, left, what)));
            out.flush();
        }
    }

    /** Shows what has ended, elsewhere only. */
    void ended(int done, int total, double elapsed, double left, String what) {
        if (!terminal) {
            out.println(line(done, total, elapsed, left, what));
        }
    }

    /** Removes the line from the terminal. */
    public void clear() {
        if (terminal) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
        }
    }

    static String line(int done, int total, double elapsed, double left, String what) {
        return String.format(
                Locale.ROOT, "%s  %d/%d  about %s left  %s", clock(elapsed), done, total, clock(left), what);
    }

    /**
     * Minutes and seconds.
     *
     * @param seconds a time
     * @return for example {@code 3:07}
     */
    public static String clock(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    private static String padded(String line) {
        return line.length() > WIDTH ? line.substring(0, WIDTH) : line + " ".repeat(WIDTH - line.length());
    }
}
