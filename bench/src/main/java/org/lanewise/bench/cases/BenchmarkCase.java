package org.lanewise.bench.cases;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One row of the tables but for the implementation: what exactly is measured.
 *
 * @param benchmark the family, such as {@code matmul}
 * @param name the case within it, such as {@code square-64}
 * @param method JMH's full name of the method
 * @param parameters values of its {@code @Param} fields, without the implementation
 * @param implementations who is measured
 * @param flops floating-point operations of one of JMH's operations; NaN where there is no agreed count
 * @param bytes that they move at least, see {@link Bytes}; NaN where flops are, or if only reading is measured
 * @param score how its figure is shown
 */
public record BenchmarkCase(
        String benchmark,
        String name,
        String method,
        Map<String, String> parameters,
        List<String> implementations,
        double flops,
        double bytes,
        Score score) {

    /** The cases that measure the machine's ceilings. */
    public static final String PEAK = "peak";

    /** The cases that measure a step of training. */
    public static final String STEP = "step";

    /** The cases that measure steps on features that are floats. */
    public static final String FLOATS = "floats";

    /** The cases that measure what two threads share, beside the same with one. */
    public static final String THREADS = "threads";

    /** The cases that measure scores of single examples. */
    public static final String PREDICT = "predict";

    /** The cases that measure a whole epoch of such steps. */
    public static final String EPOCH = "epoch";

    /** The cases that measure what maps pixels to other features: patches, a hidden layer. */
    public static final String FEATURES = "features";

    /** The cases that measure gradients. */
    public static final String GRADIENT = "gradient";

    /** The one of them that is in float. */
    public static final String ANALYTIC = "analytic";

    /** {@return whether this is one of the machine's ceilings, to which others refer} */
    public boolean isPeak() {
        return benchmark.equals(PEAK);
    }

    /** {@return the unit of the ceiling that this case is compared with; null without one, as for numeric gradients: they are in double, the ceiling in float} */
    public String ceiling() {
        if (isNumericGradient()) {
            return null;
        }
        if (score.unit().equals(Score.GBYTES)) {
            return Score.GBYTES;
        }
        return Double.isNaN(flops) ? null : Score.GFLOPS;
    }

    /** {@return whether all kernels of a training step are at work, or nearly so: those of an epoch, of a hidden layer, and the analytic gradient} */
    public boolean isWholeStep() {
        return Set.of(STEP, FLOATS, EPOCH, FEATURES).contains(benchmark)
                || name.equals(ANALYTIC)
                || benchmark.equals(THREADS) && name.startsWith(STEP);
    }

    /** {@return whether it is about a number of threads of its own, whatever was asked for} */
    public boolean hasOwnThreads() {
        return ownThreads() > 0;
    }

    /**
     * The threads that may share an operation.
     *
     * @param requested how many were asked for
     * @return the case's own number, or that
     */
    public int threads(int requested) {
        return hasOwnThreads() ? ownThreads() : requested;
    }

    private int ownThreads() {
        return Integer.parseInt(parameters.getOrDefault("threads", "0"));
    }

    private boolean isNumericGradient() {
        return benchmark.equals(GRADIENT) && !name.equals(ANALYTIC);
    }

    /**
     * What {@code --filter} is matched with, and progress and errors show.
     *
     * @param implementation one of the implementations
     * @return {@code benchmark/case/implementation}
     */
    public String id(String implementation) {
        return benchmark + "/" + name + "/" + implementation;
    }

    /**
     * This case for fewer implementations.
     *
     * @param remaining who is measured
     * @return the case
     */
    public BenchmarkCase with(List<String> remaining) {
        return new BenchmarkCase(benchmark, name, method, parameters, remaining, flops, bytes, score);
    }
}
