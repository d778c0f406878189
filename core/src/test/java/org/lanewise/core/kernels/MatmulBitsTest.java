package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.kernels.MatmulCase.Contents;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Reference;
import org.lanewise.testing.Scale;

/**
 * matmul gives the bits that its contract fixes, in every form and at every edge: of a register tile, of a vector, of a
 * cache block. Inputs round in every step, padding is NaN, memory around C is watched, elements lie at any byte.
 */
class MatmulBitsTest {

    private final Kernels kernels = KernelsUnderTest.get();
    private final Reference reference = new Reference(kernels);

    /** Tiles are 14 x 2 or 12 x 2 vectors of 16 floats, 6 x 2 or 4 x 2 of 8, or less. */
    @Test
    void aroundRegisterTiles() {
        for (int m = 0; m <= 2 * 14 + 1; m++) {
            for (int n : new int[] {0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65}) {
                for (int k : new int[] {0, 1, 3, 16, 17}) {
                    allForms(m, n, k);
                }
            }
        }
    }

    /** Blocks along k are about 256, 384 or 512 deep. */
    @Test
    void aroundBlocksOfDepth() {
        for (int k : new int[] {127, 129, 255, 256, 257, 383, 384, 385, 512, 513, 769, 1023, 1024, 1025, 2049}) {
            for (int m : new int[] {1, 12, 15, 29}) {
                for (int n : new int[] {1, 8, 17, 33, 64}) {
                    allForms(m, n, k);
                }
            }
        }
    }

    /** Blocks of 96, 168 or 200 rows of A, of 256, 512 or 1024 columns of B; also the classifier's own shapes. */
    @ParameterizedTest
    @CsvSource({
        "95, 33, 385",
        "96, 64, 100",
        "97, 65, 130",
        "193, 31, 384",
        "30, 255, 60",
        "9, 256, 385",
        "97, 257, 385",
        "167, 33, 20",
        "168, 48, 257",
        "169, 65, 40",
        "199, 16, 129",
        "200, 31, 17",
        "201, 33, 257",
        "337, 17, 100",
        "401, 65, 3",
        "12, 511, 30",
        "13, 512, 257",
        "29, 513, 40",
        "14, 1023, 70",
        "5, 1024, 129",
        "25, 1025, 257",
        "3, 2049, 33",
        "1, 4097, 5",
        "513, 1, 257",
        "1030, 10, 3",
        "40, 10, 3073",
        "10, 3072, 41",
        "10, 3072, 401",
        "170, 520, 130"
    })
    void aroundBlocksOfTheCache(int m, int n, int k) {
        allForms(m, n, k);
    }

    /** Dot tiles are 3 x 5, 4 x 4 and 4 x 2; a single row has its own. */
    @Test
    void aroundDotTiles() {
        for (int m : new int[] {1, 2, 3, 4, 5, 8, 9, 10, 13, 16, 17, 19}) {
            for (int n : new int[] {2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 16, 18, 21, 27, 34}) {
                for (int k : new int[] {15, 48, 61}) {
                    allForms(m, n, k);
                }
            }
        }
    }

    /** Outer-product tiles are 5 x 4, 4 x 4 and 2 x 8 vectors, 4 x 2 and 2 x 4 with 16 registers, in groups of 20 rows. */
    @Test
    void aroundOuterTiles() {
        for (int m = 1; m <= 17; m++) {
            for (int n : new int[] {17, 64, 127, 128, 129, 150}) {
                for (int k : new int[] {1, 2, 31, 32, 33, 65}) {
                    allForms(m, n, k);
                }
            }
        }
        for (int m : new int[] {19, 20, 21, 23, 39, 100}) {
            for (int k = 1; k <= 5; k++) {
                allForms(m, 131, k);
            }
        }
    }

    /** Small products take tiles of 5 x 4, 5 x 3 and 5 x 2 vectors, the last of a row or column moved back over others. */
    @Test
    void aroundDirectTiles() {
        for (int m : new int[] {17, 20, 127, 128, 129}) {
            for (int n : new int[] {31, 32, 33, 47, 48, 49, 63, 64, 65, 79, 80, 81, 95, 97, 112, 113, 127, 128, 129}) {
                for (int k : new int[] {5, 16, 128, 129}) {
                    long seed = (m * 1000L + n) * 1000 + k;
                    check(MatmulCase.draw(seed, Transpose.NO, Transpose.NO, m, n, k, Contents.NORMAL)
                            .plain());
                }
            }
        }
    }

    /** Where both operands lie along k the order changes at 16 rows, at 16 and 128 columns, and at a depth of 256. */
    @ParameterizedTest
    @CsvSource({
        "1, 300, 300",
        "15, 129, 40",
        "16, 129, 257",
        "16, 17, 255",
        "17, 129, 256",
        "17, 128, 255",
        "17, 128, 256",
        "33, 100, 3072",
        "32, 127, 1000",
        "65, 17, 769"
    })
    void whereTheOrderChanges(int m, int n, int k) {
        allForms(m, n, k);
    }

    private void allForms(int m, int n, int k) {
        for (Transpose transposeA : MatmulCase.TRANSPOSES) {
            for (Transpose transposeB : MatmulCase.TRANSPOSES) {
                long seed = ((m * 10_000L + n) * 10_000 + k) * 4 + transposeA.ordinal() * 2 + transposeB.ordinal();
                check(MatmulCase.draw(seed, transposeA, transposeB, m, n, k, Contents.NORMAL));
            }
        }
    }

    private void check(MatmulCase product) {
        if (!Scale.takes(product.seed(), product.multiplications())) {
            return;
        }
        float[] expected = product.expected(reference);
        try (Arena arena = Arena.ofShared()) {
            product.run(arena, kernels).assertHolds(expected, product::toString);
            // The scalar run has the same products.
            if (kernels.info().isSimd() && Scale.isLong()) {
                product.run(arena, Kernels.scalar()).assertHolds(expected, () -> "scalar, " + product);
            }
        }
    }
}
