package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.KernelsUnderTest;

/**
 * Scores with the preprocessing folded into the parameters, against preprocessing every pixel and multiplying in
 * double.
 *
 * <p>Folded, f = sum V x + (b - sum V mean) with V = W scale: two sums that cancel where x is near the mean, so errors
 * are measured in u (sum |V| x + sum |V| |mean| + |b|), u = 2^-24. A sum of D terms in 16 lanes has D / 16 roundings
 * on a path, whose errors add as if independent (see MatmulAccuracyTest): six deviations are 1.5 sqrt(D / 16). Each
 * term rounds V, and four additions join the lanes.
 */
class ScoresAccuracyTest {

    private static final long SEED = 80;

    private final Kernels kernels = KernelsUnderTest.get();
    private double largest;

    private static double bound(int features) {
        return 6 + 1.5 * Math.sqrt(features / 16.0);
    }

    @Test
    void foldedAgainstExplicit() {
        for (int features : new int[] {1, 2, 15, 16, 17, 50, 100, 768, 3072}) {
            try (Arena arena = Arena.ofShared()) {
                Batch batch = Batch.draw(arena, SEED + features, 12, 10, features, 0);
                FloatMatrix scores = FloatMatrix.allocate(arena, 12, 10);
                Workspace workspace = kernels.workspace(arena, 0, 10, features);
                kernels.scores(batch.score(), batch.features(), scores, workspace);
                double error = ScoresResidual.largestError(batch, scores);
                largest = Math.max(largest, error);
                assertTrue(
                        error <= bound(features), batch.name() + ": error " + error + " of bound " + bound(features));
            }
        }
        System.out.printf("scores: largest error %.2f u (sum|Vx| + sum|V mean| + |b|)%n", largest);
    }
}
