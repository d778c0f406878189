package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.MatmulCase.Contents;
import org.lanewise.core.testing.KernelsUnderTest;

/**
 * The rounding error of matmul, measured against double in units of {@code u S}: u = 2^-24, S = sum |alpha a b| + |beta
 * c|. Never relative to the result, which may cancel to nothing.
 *
 * <p>An element is one chain of k multiply-adds, so the proven bound is about (k + 2) u S. Rounding errors behave as
 * independent ones of deviation 0.42 u times the partial sum. Where all terms are positive, the worst case, the
 * partial sums grow linearly and the total has deviation 0.24 sqrt(k) u S; six deviations are 1.5 sqrt(k). The
 * constant 4 covers the few roundings of short chains (alpha a, beta c, the result).
 */
class MatmulAccuracyTest {

    private static final double U = 0x1p-24;

    private final Kernels kernels = KernelsUnderTest.get();
    private double largest;
    private String where = "nowhere";

    private static double bound(int k) {
        return 4 + 1.5 * Math.sqrt(k);
    }

    @ParameterizedTest
    @EnumSource(names = {"NORMAL", "POSITIVE"})
    void staysWithinTheBound(Contents contents) {
        int[] depths = {1, 2, 3, 10, 16, 17, 100, 255, 256, 257, 1000, 3072};
        for (int depth = 0; depth < depths.length; depth++) {
            for (Transpose transposeA : MatmulCase.TRANSPOSES) {
                for (Transpose transposeB : MatmulCase.TRANSPOSES) {
                    long seed = 40 + 4L * depth + 2L * transposeA.ordinal() + transposeB.ordinal();
                    check(MatmulCase.draw(seed, transposeA, transposeB, 13, 37, depths[depth], contents));
                }
            }
        }
        System.out.printf("matmul, %s inputs: largest error %.2f u sum|ab| at %s%n", contents, largest, where);
    }

    private void check(MatmulCase product) {
        int k = product.k();
        try (Arena arena = Arena.ofShared()) {
            double error =
                    product.largestError(product.run(arena, kernels).matrix().toArray());
            assertTrue(error <= bound(k), "error " + error + " u sum|ab|, bound " + bound(k) + ": " + product);
            if (error > largest) {
                largest = error;
                where = "k = " + k + " (bound " + Math.round(bound(k)) + ", proven " + (k + 2) + ")";
            }
        }
    }

    /** A sum that cancels to 0 in exact terms keeps only errors that are small against its terms. */
    @Test
    void cancellationIsJudgedByTheTerms() {
        float big = 1e6f;
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix a = FloatMatrix.copyOf(arena, 1, 3, big, 1e-3f, -big);
            FloatMatrix b = FloatMatrix.copyOf(arena, 3, 1, 1, 1, 1);
            FloatMatrix c = FloatMatrix.allocate(arena, 1, 1);
            kernels.matmul(a, b, c);

            assertTrue(Math.abs(c.get(0, 0) - 1e-3) <= bound(3) * U * (2 * big + 1e-3), "result " + c.get(0, 0));
        }
    }
}
