package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.GuardedModel;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Sizes;
import org.lanewise.core.testing.Ulps;

/**
 * The gradient of parameters from any gradient g of scores. S is sum_i |g_ik| |scale_d| (|x_id| + |mean_d|) for dW, sum_i |g_ik|
 * for db. A chain over N examples rounds N times, and its products once where there is no fused multiply-add. Preparing an
 * example rounds twice, unfolding at most three times; one more unit stands for terms in u^2.
 */
final class BackwardResidual implements ResidualOperation {

    @Override
    public Residual run(SplittableRandom random, Arena arena, Kernels kernels) {
        int examples = Sizes.draw(random, 0, 140);
        int classes = Sizes.draw(random, 0, 130);
        int features = Sizes.draw(random, 0, Math.clamp(200_000 / Math.max(1, examples * classes), 1, 4000));
        Batch batch = Batch.draw(arena, random.nextLong(), examples, classes, features, 0)
                .inAnyForm(arena, random);
        float[] values = Inputs.normal(random, examples * classes, 1);
        GuardedMatrix given = GuardedMatrix.of(arena, Placement.random(random), examples, classes, values);
        GuardedModel expected = batch.backward(arena, Kernels.scalar(), given.matrix(), new Placement(0, 0, 0));
        GuardedModel actual = batch.backward(arena, kernels, given.matrix(), Placement.random(random));
        actual.assertHolds(expected.model(), () -> "backward of " + batch.name());
        given.assertHolds(values, () -> "what backward of " + batch.name() + " reads");
        double error = largestError(batch, given.matrix(), expected);
        return new Residual(error, examples + 5, "backward of " + batch.name());
    }

    private static double largestError(Batch batch, FloatMatrix scoreGradient, GuardedModel actual) {
        int examples = scoreGradient.rows();
        int features = batch.features().columns();
        double[] x = new double[examples];
        double[] magnitudes = new double[examples];
        double largest = 0;
        for (int d = 0; d <= features; d++) {
            for (int i = 0; i < examples; i++) {
                float feature = d < features ? batch.features().get(i, d) : 1;
                x[i] = d < features ? batch.preprocessing().apply(feature, d) : 1;
                magnitudes[i] = d < features ? DoubleScores.magnitude(batch.preprocessing(), feature, d) : 1;
            }
            FloatMatrix matrix =
                    d < features ? actual.model().weights() : actual.model().bias();
            for (int k = 0; k < scoreGradient.columns(); k++) {
                double component = matrix.get(k, d < features ? d : 0);
                largest = Math.max(largest, error(component, scoreGradient, k, x, magnitudes));
            }
        }
        return largest;
    }

    private static double error(double component, FloatMatrix scoreGradient, int k, double[] x, double[] magnitudes) {
        double exact = 0;
        double magnitude = 0;
        for (int i = 0; i < x.length; i++) {
            double g = scoreGradient.get(i, k);
            exact += g * x[i];
            magnitude += Math.abs(g) * magnitudes[i];
        }
        return Ulps.of(component - exact, magnitude);
    }
}
