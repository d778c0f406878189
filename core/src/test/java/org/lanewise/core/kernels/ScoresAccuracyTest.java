package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;
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

    private static final double U = 0x1p-24;
    private static final long SEED = 80;

    private final Kernels kernels = KernelsUnderTest.get();
    private double largest;

    private static double bound(int features) {
        return 6 + 1.5 * Math.sqrt(features / 16.0);
    }

    @Test
    void foldedAgainstExplicit() {
        for (int features : new int[] {1, 2, 15, 16, 17, 50, 100, 768, 3072}) {
            SplittableRandom random = new SplittableRandom(SEED + features);
            try (Arena arena = Arena.ofConfined()) {
                check(
                        Inputs.model(arena, random, 10, features, 0.1),
                        Inputs.preprocessing(arena, random, features),
                        Inputs.pixels(arena, random, 12, features, 1, 1),
                        arena);
            }
        }
        System.out.printf("scores: largest error %.2f u (sum|Vx| + sum|V mean| + |b|)%n", largest);
    }

    private void check(LinearModel model, Preprocessing preprocessing, PixelMatrix images, Arena arena) {
        int features = model.features();
        FloatMatrix scores = FloatMatrix.allocate(arena, images.rows(), model.classes());
        kernels.scores(model, preprocessing, images, scores, Workspace.allocate(arena, 0, model.classes(), features));
        for (int i = 0; i < images.rows(); i++) {
            for (int k = 0; k < model.classes(); k++) {
                double expected = model.bias().get(k, 0);
                double magnitude = Math.abs(expected);
                for (int d = 0; d < features; d++) {
                    double w = model.weights().get(k, d);
                    expected += w * preprocessing.apply(images.get(i, d), d);
                    magnitude += Math.abs(w)
                            * preprocessing.scale().get(0, d)
                            * (images.get(i, d) + preprocessing.mean().get(0, d));
                }
                double error = Math.abs(scores.get(i, k) - expected) / (U * magnitude);
                largest = Math.max(largest, error);
                assertTrue(
                        error <= bound(features),
                        "image " + i + ", class " + k + ", " + features + " features, seed " + (SEED + features)
                                + ": error " + error + " of bound " + bound(features));
            }
        }
    }
}
