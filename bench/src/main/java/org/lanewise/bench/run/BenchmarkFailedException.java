package org.lanewise.bench.run;

/** A fork ended without a result. The message is the reason, one line. */
final class BenchmarkFailedException extends Exception {

    private static final long serialVersionUID = 1;

    BenchmarkFailedException(String reason) {
        super(reason);
    }
}
