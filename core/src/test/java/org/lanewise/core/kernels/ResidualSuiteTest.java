package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.testing.Scale;

/**
 * Every operation on random shapes, transpositions, factors, leading dimensions, byte offsets and overlaps, in BLIS's manner:
 * compared bit for bit with the scalar kernels, and with double precision within bounds that are proven, not chosen.
 */
class ResidualSuiteTest {

    private static final long SEED = Scale.seed(20_260_000_000L);
    private static final int CASES = Scale.of(2000);

    /** Of a case, roughly. */
    private static final long MULTIPLICATIONS = 1_000_000;

    private static final Map<String, ResidualOperation> OPERATIONS = operations();

    private final Kernels kernels = KernelsUnderTest.get();

    private static Map<String, ResidualOperation> operations() {
        Map<String, ResidualOperation> operations = new LinkedHashMap<>();
        operations.put("matmul", new MatmulResidual());
        operations.put("softmax", RowsResidual.SOFTMAX);
        operations.put("log-softmax", RowsResidual.LOG_SOFTMAX);
        operations.put("cross-entropy", new LossResidual(SoftmaxCrossEntropy.class::isInstance));
        operations.put("hinge", new LossResidual(MulticlassHinge.class::isInstance));
        operations.put("scores", new ScoresResidual());
        operations.put("gradient, cross-entropy", new GradientResidual(SoftmaxCrossEntropy.class::isInstance));
        operations.put("gradient, hinge", new GradientResidual(MulticlassHinge.class::isInstance));
        operations.put("backward", new BackwardResidual());
        operations.put("feature gradient", new FeatureGradientResidual());
        operations.put("axpy", VectorResidual.AXPY);
        operations.put("dot, double", VectorResidual.DOT);
        return operations;
    }

    @Test
    void everyCaseIsWithinItsBound() {
        List<String> names = new ArrayList<>(OPERATIONS.keySet());
        Map<String, Residual> worst = new LinkedHashMap<>();
        int cases = 0;
        for (int i = 0; i < CASES; i++) {
            // Products have the most ways to go wrong, so every second case is one.
            String name = i % 2 == 0 ? "matmul" : names.get(1 + i / 2 % (names.size() - 1));
            if (!Scale.takes(SEED + i, MULTIPLICATIONS)) {
                continue;
            }
            cases++;
            Residual residual = run(name, SEED + i);
            worst.merge(name, residual, Residual::orWorse);
        }
        print(cases, worst);
    }

    private Residual run(String name, long seed) {
        try (Arena arena = Arena.ofShared()) {
            Residual residual = OPERATIONS.get(name).run(new SplittableRandom(seed), arena, kernels);
            if (!residual.holds()) {
                fail(name + ", seed " + seed + ": " + residual);
            }
            return residual;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(name + ", seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private void print(int cases, Map<String, Residual> worst) {
        Scale.summary(
                "residual suite, %s: %d cases, seeds from %d", kernels.info().summary(), cases, SEED);
        worst.forEach((name, residual) -> System.out.printf(
                "  %-24s largest residual %8.3f of %5.0f u S: %s%n",
                name, residual.error(), residual.bound(), residual.what()));
    }
}
