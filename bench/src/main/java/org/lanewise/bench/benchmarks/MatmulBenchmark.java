package org.lanewise.bench.benchmarks;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.implementations.ForkThreads;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.implementations.Product;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** {@code C = op(A) op(B)}, C M x N, K products an element. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MatmulBenchmark {

    /** Up to so many products the whole answer is checked; beyond it rows 0, 17, 34, ... and the last. */
    private static final long PRODUCTS_CHECKED_IN_FULL = 1L << 25;

    /** Coprime to the heights of register tiles, so that the rows checked fall on every row of a tile. */
    private static final int ROWS_SKIPPED = 17;

    /** Who computes. */
    @Param("scalar")
    public String implementation;

    /** Which operands are read transposed: {@code NN}, {@code NT}, {@code TN} or {@code TT}. */
    @Param("NN")
    public String form;

    /** Rows of C. */
    @Param("64")
    public int m;

    /** Columns of C. */
    @Param("64")
    public int n;

    /** Products an element. */
    @Param("64")
    public int k;

    /** Threads that share a product; 0 for as many as this fork was told. */
    @Param("0")
    public int threads;

    private Transpose transposeA;
    private Transpose transposeB;
    private FloatMatrix a;
    private FloatMatrix b;
    private Product product;

    /** For JMH. */
    public MatmulBenchmark() {}

    /** Makes the operands, checks the answer and warms up. */
    @Setup
    public void setUp() {
        transposeA = transpose(form.charAt(0));
        transposeB = transpose(form.charAt(1));
        Arena arena = Arena.ofAuto();
        SplittableRandom random = new SplittableRandom(1);
        a = operand(arena, transposeA, m, k, random);
        b = operand(arena, transposeB, k, n, random);
        product = Implementations.named(implementation).product(ForkThreads.of(threads), transposeA, a, transposeB, b);
        multiply();
        check();
        SteadyState.reach(this::multiply, Implementations.nativeHelpers(implementation, ForkThreads.of(threads)));
    }

    private static Transpose transpose(char letter) {
        return letter == 'T' ? Transpose.YES : Transpose.NO;
    }

    private static FloatMatrix operand(
            Arena arena, Transpose transpose, int rows, int columns, SplittableRandom random) {
        return transpose == Transpose.NO
                ? Operands.uniform(arena, rows, columns, random)
                : Operands.uniform(arena, columns, rows, random);
    }

    private void check() {
        FloatMatrix c = product.result();
        int step = (long) m * n * k <= PRODUCTS_CHECKED_IN_FULL ? 1 : ROWS_SKIPPED;
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix magnitudesOfB = Operands.magnitudes(arena, b);
            FloatMatrix expected = FloatMatrix.allocate(arena, 1, n);
            FloatMatrix magnitudes = FloatMatrix.allocate(arena, 1, n);
            for (int row = 0; row < m; row = row < m - 1 ? Math.min(row + step, m - 1) : m) {
                FloatMatrix rowOfA = transposeA == Transpose.NO ? a.rows(row, row + 1) : a.columns(row, row + 1);
                FloatMatrix magnitudesOfRow = Operands.magnitudes(arena, rowOfA);
                Kernels.scalar().matmul(transposeA, transposeB, 1f, rowOfA, b, 0f, expected);
                Kernels.scalar().matmul(transposeA, transposeB, 1f, magnitudesOfRow, magnitudesOfB, 0f, magnitudes);
                Answers.requireSums("row " + row + " of C", c.rows(row, row + 1), expected, magnitudes, k);
            }
        }
    }

    /**
     * One product.
     *
     * @return what was computed
     */
    @Benchmark
    public Product multiply() {
        product.run();
        return product;
    }
}
