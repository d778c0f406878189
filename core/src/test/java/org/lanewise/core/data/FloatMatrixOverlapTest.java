package org.lanewise.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which matrices share elements. */
@Tag("any-kernels")
class FloatMatrixOverlapTest {

    private static final long SEED = 1;

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void columnsBetweenEachOtherDoNotOverlap() {
        FloatMatrix matrix = FloatMatrix.allocate(arena, 10, 3073);
        FloatMatrix weights = matrix.columns(0, 3072);
        FloatMatrix bias = matrix.columns(3072, 3073);

        assertFalse(weights.overlaps(bias));
        assertFalse(bias.overlaps(weights));
        assertTrue(weights.overlaps(matrix.columns(3071, 3073)));
        assertTrue(matrix.overlaps(bias));
        assertTrue(weights.overlaps(weights));
    }

    @Test
    void emptyMatricesOverlapNothing() {
        FloatMatrix matrix = FloatMatrix.allocate(arena, 3, 4);

        assertFalse(matrix.overlaps(matrix.rows(1, 1)));
        assertFalse(matrix.columns(2, 2).overlaps(matrix));
    }

    @Test
    void otherMemoryDoesNotOverlap() {
        FloatMatrix matrix = FloatMatrix.allocate(arena, 3, 4);

        assertFalse(matrix.overlaps(FloatMatrix.allocate(arena, 3, 4)));
    }

    @Test
    void otherSegmentsOverTheSameMemoryOverlap() {
        FloatMatrix matrix = FloatMatrix.allocate(arena, 3, 4);
        FloatMatrix lastByte = FloatMatrix.of(matrix.segment().asSlice(44), 0, 1, 1, 1);
        FloatMatrix misaligned = FloatMatrix.of(matrix.segment(), 3, 1, 1, 1);

        assertTrue(matrix.overlaps(lastByte));
        assertTrue(matrix.overlaps(misaligned));
        assertTrue(misaligned.overlaps(matrix.rows(0, 1).columns(1, 2)));
        assertFalse(misaligned.overlaps(matrix.rows(0, 1).columns(2, 3)));
    }

    @Test
    void matricesOfUnrelatedStridesCountAsOverlapping() {
        FloatMatrix matrix = FloatMatrix.allocate(arena, 4, 6);
        FloatMatrix even = FloatMatrix.of(matrix.segment(), 0, 3, 1, 6);
        FloatMatrix odd = FloatMatrix.of(matrix.segment(), 4, 3, 1, 8);

        assertTrue(even.overlaps(odd), "they share no element, but that is not worked out");
    }

    @Test
    void viewsOfOneMatrixOverlapExactlyIfTheyShareAnElement() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int trial = 0; trial < 20_000; trial++) {
            FloatMatrix matrix = FloatMatrix.allocate(Arena.ofAuto(), 5, 6, 6 + random.nextInt(3));
            int[] a = block(random);
            int[] b = block(random);
            boolean shared = Math.max(a[0], b[0]) < Math.min(a[1], b[1]) && Math.max(a[2], b[2]) < Math.min(a[3], b[3]);

            String message = "seed " + SEED + ", trial " + trial + ": " + Arrays.toString(a) + " and "
                    + Arrays.toString(b) + " of " + matrix;
            assertEquals(shared, view(matrix, a).overlaps(view(matrix, b)), message);
            assertEquals(shared, view(matrix, b).overlaps(view(matrix, a)), message);
        }
    }

    private static int[] block(SplittableRandom random) {
        int top = random.nextInt(6);
        int left = random.nextInt(7);
        return new int[] {top, random.nextInt(top, 6), left, random.nextInt(left, 7)};
    }

    private static FloatMatrix view(FloatMatrix matrix, int[] block) {
        return matrix.rows(block[0], block[1]).columns(block[2], block[3]);
    }
}
