package org.lanewise.bench.run;

/** Finds the one line that says why a fork failed. */
final class Reasons {

    private Reasons() {}

    static String of(Throwable failed, String output) {
        Throwable root = root(failed);
        return root.getClass().getName() + " | " + root.getMessage() + " | " + output;
    }

    /** JMH wraps what a benchmark threw as a suppressed exception of the cause. */
    private static Throwable root(Throwable failed) {
        Throwable deeper = failed.getSuppressed().length > 0 ? failed.getSuppressed()[0] : failed.getCause();
        return deeper == null ? failed : root(deeper);
    }
}
