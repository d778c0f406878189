package org.lanewise.bench.benchmarks;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The machine's ceiling: fused multiply-adds that touch registers only. No kernel can be faster, so the other figures
 * are given as a percentage of it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PeakBenchmark {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int WIDEST = 16;

    /** More with narrow vectors, so that a call does the same work: the runner's vectors need not be the forks'. */
    private static final int ITERATIONS = 10_000 * WIDEST / SPECIES.length();

    private static final int ACCUMULATORS = 12;

    // Fields that are written from outside, so that C2 cannot compute with them in advance. The chains converge to 1:
    // no overflow, no subnormals.
    private float factor = 0.75f;
    private float addend = 0.25f;

    /** For JMH. */
    public PeakBenchmark() {}

    /** {@return the floating-point operations of one call of {@link #fma} at any width, a fused multiply-add counted as two} */
    public static double flops() {
        return 2.0 * ACCUMULATORS * SPECIES.length() * ITERATIONS;
    }

    /** Checks the answer and warms up. */
    @Setup
    public void check() {
        float expected = 0;
        for (int start = 1; start <= ACCUMULATORS; start++) {
            float lane = start;
            for (int i = 0; i < ITERATIONS; i++) {
                lane = lane * factor + addend;
            }
            expected += lane * SPECIES.length();
        }
        Answers.requireClose("the sum of the accumulators", fma(), expected, 1e-3 * expected);
        SteadyState.reach(this::fma);
    }

    /**
     * Twelve independent chains: latency 4 times two units of an x86 core need 8, and all fit in 16 registers.
     *
     * @return the sum of all lanes, so that no chain is dead
     */
    @Benchmark
    public float fma() {
        FloatVector b = FloatVector.broadcast(SPECIES, factor);
        FloatVector c = FloatVector.broadcast(SPECIES, addend);
        FloatVector v1 = FloatVector.broadcast(SPECIES, 1f);
        FloatVector v2 = FloatVector.broadcast(SPECIES, 2f);
        FloatVector v3 = FloatVector.broadcast(SPECIES, 3f);
        FloatVector v4 = FloatVector.broadcast(SPECIES, 4f);
        FloatVector v5 = FloatVector.broadcast(SPECIES, 5f);
        FloatVector v6 = FloatVector.broadcast(SPECIES, 6f);
        FloatVector v7 = FloatVector.broadcast(SPECIES, 7f);
        FloatVector v8 = FloatVector.broadcast(SPECIES, 8f);
        FloatVector v9 = FloatVector.broadcast(SPECIES, 9f);
        FloatVector v10 = FloatVector.broadcast(SPECIES, 10f);
        FloatVector v11 = FloatVector.broadcast(SPECIES, 11f);
        FloatVector v12 = FloatVector.broadcast(SPECIES, 12f);
        for (int i = 0; i < ITERATIONS; i++) {
            v1 = v1.fma(b, c);
            v2 = v2.fma(b, c);
            v3 = v3.fma(b, c);
            v4 = v4.fma(b, c);
            v5 = v5.fma(b, c);
            v6 = v6.fma(b, c);
            v7 = v7.fma(b, c);
            v8 = v8.fma(b, c);
            v9 = v9.fma(b, c);
            v10 = v10.fma(b, c);
            v11 = v11.fma(b, c);
            v12 = v12.fma(b, c);
        }
        FloatVector sum1 = v1.add(v2).add(v3).add(v4);
        FloatVector sum2 = v5.add(v6).add(v7).add(v8);
        FloatVector sum3 = v9.add(v10).add(v11).add(v12);
        return sum1.add(sum2).add(sum3).reduceLanes(VectorOperators.ADD);
    }
}
