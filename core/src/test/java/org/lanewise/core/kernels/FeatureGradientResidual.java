package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Sizes;
import org.lanewise.core.testing.Ulps;

/**
 * The gradient of features from any gradient g of scores, S = sum_k |g_ik| |W_kd| |scale_d|: a product of depth K, as in
 * {@link MatmulResidual}, and one rounding more.
 */
final class FeatureGradientResidual implements ResidualOperation {

    @Override
    public Residual run(SplittableRandom random, Arena arena, Kernels kernels) {
        int examples = Sizes.draw(random, 0, 140);
        int classes = Sizes.draw(random, 0, 130);
        int features = Sizes.draw(random, 0, Math.clamp(200_000 / Math.max(1, examples * classes), 1, 4000));
        ScoreFunction f = new ScoreFunction(
                Inputs.model(arena, random, classes, features, 1), Inputs.preprocessing(arena, random, features));
        float[] values = Inputs.normal(random, examples * classes, 1);
        GuardedMatrix given = GuardedMatrix.of(arena, Placement.random(random), examples, classes, values);
        FloatMatrix expected = FloatMatrix.allocate(arena, examples, features);
        Kernels.scalar().featureGradient(f, given.matrix(), expected);
        GuardedMatrix actual = GuardedMatrix.unwritten(arena, Placement.random(random), examples, features);
        kernels.featureGradient(f, given.matrix(), actual.matrix());
        String what = "feature gradient, " + examples + " examples, " + classes + " classes, " + features + " features";
        actual.assertHolds(expected.toArray(), () -> what);
        given.assertHolds(values, () -> "what is read, " + what);
        return new Residual(largestError(f, given.matrix(), expected), classes + 5, what);
    }

    private static double largestError(ScoreFunction f, FloatMatrix scoreGradient, FloatMatrix actual) {
        double largest = 0;
        for (int i = 0; i < actual.rows(); i++) {
            for (int d = 0; d < actual.columns(); d++) {
                double scale = f.preprocessing().scale().get(0, d);
                double exact = 0;
                double magnitude = 0;
                for (int k = 0; k < f.classes(); k++) {
                    double term = (double) scoreGradient.get(i, k)
                            * f.model().weights().get(k, d)
                            * scale;
                    exact += term;
                    magnitude += Math.abs(term);
                }
                largest = Math.max(largest, Ulps.of(actual.get(i, d) - exact, magnitude));
            }
        }
        return largest;
    }
}
