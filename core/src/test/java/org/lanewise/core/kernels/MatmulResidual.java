package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.MatmulCase.Contents;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Sizes;

/**
 * Matrix products. A chain rounds alpha a, beta c and each of its k sums, so an element is within (k + 2) u S, and within
 * (k + 3) u S where products round as well; dot products in lanes round less often. One more unit stands for terms in u^2.
 */
final class MatmulResidual implements ResidualOperation {

    private static final int LARGEST_WORK = 400_000;

    @Override
    public Residual run(SplittableRandom random, Arena arena, Kernels kernels) {
        MatmulCase product = draw(random);
        float[] expected = product.run(arena, Kernels.scalar()).matrix().toArray();
        product.run(arena, kernels).assertHolds(expected, product::toString);
        if (random.nextInt(8) == 0) {
            refusesOverlap(random, arena, kernels);
        }
        return new Residual(product.largestError(expected), product.k() + 4, product.toString());
    }

    private static MatmulCase draw(SplittableRandom random) {
        int m = Sizes.draw(random, 0, 200);
        int n = Sizes.draw(random, 0, 400);
        int k = Sizes.draw(random, 0, Math.clamp(LARGEST_WORK / Math.max(1, (long) m * n), 1, 4000));
        return MatmulCase.draw(
                random.nextLong(),
                MatmulCase.TRANSPOSES[random.nextInt(2)],
                MatmulCase.TRANSPOSES[random.nextInt(2)],
                m,
                n,
                k,
                Contents.values()[random.nextInt(Contents.values().length)]);
    }

    /** C shares one element or more with an operand. */
    private static void refusesOverlap(SplittableRandom random, Arena arena, Kernels kernels) {
        int size = Sizes.draw(random, 1, 40);
        GuardedMatrix memory = GuardedMatrix.unwritten(arena, Placement.random(random), 2 * size, 2 * size);
        int row = random.nextInt(size);
        int column = random.nextInt(size);
        FloatMatrix c = memory.matrix().rows(0, size).columns(0, size);
        FloatMatrix operand = memory.matrix().rows(row, row + size).columns(column, column + size);
        FloatMatrix other = FloatMatrix.allocate(arena, size, size);
        assertThrows(IllegalArgumentException.class, () -> kernels.matmul(operand, other, c));
        assertThrows(IllegalArgumentException.class, () -> kernels.matmul(other, operand, c));
        memory.assertUnwritten(() -> "C over an operand of " + size + " x " + size);
    }
}
