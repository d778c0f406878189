package org.lanewise.bench.cases;

/**
 * How JMH's score becomes the figure that a person wants to read.
 *
 * @param factor what JMH's score is multiplied with
 * @param unit the unit of the product
 */
public record Score(double factor, String unit) {

    /** The unit of arithmetic: billions of floating-point operations a second. */
    public static final String GFLOPS = "GFLOP/s";

    /** The unit of reading: billions of bytes per second. */
    public static final String GBYTES = "GB/s";

    /** Microseconds an operation, as JMH has it. */
    public static final Score MICROSECONDS = new Score(1, "us/op");

    /** Milliseconds an operation, as JMH has it. */
    public static final Score MILLISECONDS = new Score(1, "ms/op");
}
