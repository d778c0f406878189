package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lanewise.core.kernels.MatmulCase.Contents;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.testing.Scale;

/** Where every partial sum is a float, the product is the exact one, whatever the order of summation. */
class MatmulExactTest {

    private static final long SEED = 20;

    private final Kernels kernels = KernelsUnderTest.get();

    /** Products of multiples of 1/64 are multiples of 1/4096, so sums below 4096 fit into 24 bits. */
    @Test
    void multiplesOfOne64th() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int trial = 0; trial < 300; trial++) {
            int m = random.nextInt(1, 40);
            int n = random.nextInt(1, 70);
            int k = random.nextInt(1, trial % 10 == 0 ? 1100 : 80);
            MatmulCase product = MatmulCase.draw(
                    SEED * 1000 + trial,
                    MatmulCase.TRANSPOSES[trial & 1],
                    MatmulCase.TRANSPOSES[trial >> 1 & 1],
                    m,
                    n,
                    k,
                    Contents.GRID);
            if (!Scale.takes(product.seed(), product.multiplications())) {
                continue;
            }
            try (Arena arena = Arena.ofShared()) {
                float[] actual = product.run(arena, kernels).matrix().toArray();
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        double expected = exact(product, i, j) * 0x1p-14;
                        if (actual[i * n + j] != expected) {
                            fail("(" + i + ", " + j + ") is " + actual[i * n + j] + ", not " + expected + ": "
                                    + product);
                        }
                    }
                }
            }
        }
    }

    /** In whole numbers of 2^-14. */
    private static long exact(MatmulCase product, int i, int j) {
        long alpha = Math.round(product.alpha() * 4.0);
        long beta = Math.round(product.beta() * 4.0);
        long sum = product.beta() == 0 ? 0 : beta * whole(product.c()[i * product.n() + j]) * 64;
        for (int l = 0; l < product.k(); l++) {
            sum += alpha * whole(product.a()[i * product.k() + l]) * whole(product.b()[l * product.n() + j]);
        }
        return sum;
    }

    private static long whole(float value) {
        return Math.round(value * 64.0);
    }
}
