package org.lanewise.bench.benchmarks;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.implementations.ForkThreads;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.implementations.Softmax;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Softmax of the rows of a matrix that fits the L2 cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SoftmaxBenchmark {

    /** About so many elements has the matrix, whatever the length of its rows. */
    public static final int ELEMENTS = 1 << 16;

    /** Scores lie between plus and minus this. */
    private static final float LARGEST_SCORE = 10;

    /** Roundings of the exponent's argument, of exp itself, of the sum and of the quotient. */
    private static final double TOLERANCE = 64 * Answers.ROUNDING;

    /** Who computes. */
    @Param("scalar")
    public String implementation;

    /** Length of a row. */
    @Param("10")
    public int columns;

    private Softmax softmax;
    private FloatMatrix scores;
    private FloatMatrix probabilities;

    /** For JMH. */
    public SoftmaxBenchmark() {}

    /**
     * The number of rows.
     *
     * @param columns length of a row
     * @return rows that make about {@link #ELEMENTS}
     */
    public static int rows(int columns) {
        return ELEMENTS / columns;
    }

    /** Makes the scores, checks the answer and warms up. */
    @Setup
    public void setUp() {
        softmax = Implementations.named(implementation).softmax(ForkThreads.ofThisFork());
        Arena arena = Arena.ofAuto();
        int rows = rows(columns);
        scores = Operands.uniform(arena, rows, columns, new SplittableRandom(1));
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                scores.set(i, j, LARGEST_SCORE * scores.get(i, j));
            }
        }
        probabilities = FloatMatrix.allocatePadded(arena, rows, columns).fill(Float.NaN);
        FloatMatrix expected = FloatMatrix.allocate(arena, rows, columns);
        Kernels.scalar().softmax(scores, expected);
        softmax();
        Answers.requireClose("the probability", probabilities, expected, TOLERANCE);
        SteadyState.reach(this::softmax);
    }

    /**
     * Softmax of all rows.
     *
     * @return the probabilities
     */
    @Benchmark
    public FloatMatrix softmax() {
        softmax.run(scores, probabilities);
        return probabilities;
    }
}
