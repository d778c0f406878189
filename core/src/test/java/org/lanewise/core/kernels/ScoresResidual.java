package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Sizes;
import org.lanewise.core.testing.Ulps;

/**
 * Scores of pixels, preprocessing folded, S as in {@link DoubleScores}. A lane has D / 16 multiply-adds, four additions join
 * the lanes, and V, the folded bias and the score round once more each.
 */
final class ScoresResidual implements ResidualOperation {

    static double bound(int features) {
        return features / 16 + 9;
    }

    @Override
    public Residual run(SplittableRandom random, Arena arena, Kernels kernels) {
        int images = Sizes.draw(random, 0, 70);
        int classes = Sizes.draw(random, 0, 40);
        int features = Sizes.draw(random, 0, Math.clamp(200_000 / Math.max(1, images * classes), 1, 3100));
        Batch batch = Batch.draw(arena, random.nextLong(), images, classes, features, 0)
                .inAnyForm(arena, random);
        FloatMatrix expected = FloatMatrix.allocate(arena, images, classes);
        Kernels scalar = Kernels.scalar();
        scalar.scores(batch.score(), batch.features(), expected, scalar.workspace(arena, 0, classes, features));
        GuardedMatrix actual = GuardedMatrix.unwritten(arena, Placement.random(random), images, classes);
        kernels.scores(
                batch.score(), batch.features(), actual.matrix(), kernels.workspace(arena, 0, classes, features));
        actual.assertHolds(expected.toArray(), () -> "scores of " + batch.name());
        return new Residual(largestError(batch, expected), bound(features), "scores of " + batch.name());
    }

    static double largestError(Batch batch, FloatMatrix actual) {
        double largest = 0;
        for (int i = 0; i < actual.rows(); i++) {
            DoubleScores exact = DoubleScores.of(batch.model(), batch.preprocessing(), batch.features(), i);
            for (int k = 0; k < actual.columns(); k++) {
                largest = Math.max(largest, Ulps.of(actual.get(i, k) - exact.scores()[k], exact.magnitudes()[k]));
            }
        }
        return largest;
    }
}
