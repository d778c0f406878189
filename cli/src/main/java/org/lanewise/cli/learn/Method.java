package org.lanewise.cli.learn;

import java.io.IOException;
import java.util.function.DoubleSupplier;
import org.lanewise.cli.output.ProgressLine;

/**
 * A method that is compared with others.
 *
 * @param name what it is called
 * @param learning learns, and gives what then answers and measures the accuracy
 */
record Method(String name, Learning learning) {

    /** Learns. */
    @FunctionalInterface
    interface Learning {
        DoubleSupplier run(ProgressLine progress) throws IOException;
    }
}
