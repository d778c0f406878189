package org.lanewise.bench.run;

import java.util.ArrayList;
import java.util.List;

/** What a run has brought so far. Safe to read from another thread, such as one that handles Ctrl-C. */
public final class RunLog {

    private final List<Measured> measured = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    /** An empty log. */
    public RunLog() {}

    /**
     * Adds a finished measurement.
     *
     * @param finished all its forks
     */
    public synchronized void add(Measured finished) {
        measured.add(finished);
    }

    /**
     * Adds a failure.
     *
     * @param failure what failed and why
     */
    public synchronized void add(Failure failure) {
        failures.add(failure);
    }

    /** {@return a copy of the measurements, in the order in which they were finished} */
    public synchronized List<Measured> measured() {
        return List.copyOf(measured);
    }

    /** {@return a copy of the failures} */
    public synchronized List<Failure> failures() {
        return List.copyOf(failures);
    }
}
