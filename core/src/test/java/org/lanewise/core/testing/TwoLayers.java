package org.lanewise.core.testing;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * Two linear layers with max(0, f) between them: the loss as written in the textbook, in double, and its gradient as composed of
 * kernels.
 *
 * @param below from the features to the hidden layer
 * @param above from the hidden layer to the scores
 */
public record TwoLayers(ScoreFunction below, ScoreFunction above) {

    /** Layers with preprocessing of both inputs, or of none. */
    public static TwoLayers draw(
            Arena arena, SplittableRandom random, int features, int hidden, int classes, boolean preprocessed) {
        // Without preprocessing features go up to 255.
        double deviation = (preprocessed ? 1 : 0.01) / Math.sqrt(features);
        LinearModel below = Inputs.model(arena, random, hidden, features, deviation);
        LinearModel above = Inputs.model(arena, random, classes, hidden, 1 / Math.sqrt(hidden));
        return new TwoLayers(
                new ScoreFunction(
                        below,
                        preprocessed
                                ? Inputs.preprocessing(arena, random, features)
                                : Preprocessing.none(arena, features)),
                new ScoreFunction(
                        above, preprocessed ? nearOne(arena, random, hidden) : Preprocessing.none(arena, hidden)));
    }

    private static Preprocessing nearOne(Arena arena, SplittableRandom random, int features) {
        Preprocessing map = Preprocessing.none(arena, features);
        for (int d = 0; d < features; d++) {
            map.mean().set(0, d, (float) random.nextDouble(0, 1));
            map.scale().set(0, d, (float) random.nextDouble(0.5, 2));
        }
        return map;
    }

    /** Gradients of the mean loss with respect to the parameters of both layers. */
    public TwoLayers gradient(Arena arena, Kernels kernels, Features x, Loss loss, int[] labels) {
        int examples = x.rows();
        Workspace first = kernels.workspace(arena, examples, below.classes(), below.features());
        Workspace second = kernels.workspace(arena, examples, above.classes(), above.features());
        FloatMatrix hidden = FloatMatrix.allocatePadded(arena, examples, below.classes());
        FloatMatrix scores = FloatMatrix.allocatePadded(arena, examples, above.classes());
        kernels.scores(below, x, hidden, first);
        keepWherePositive(hidden, hidden);
        kernels.scores(above, hidden, scores, second);
        kernels.loss(loss, scores, labels, scores);
        LinearModel ofAbove = LinearModel.allocate(arena, above.classes(), above.features());
        kernels.backward(above, hidden, scores, ofAbove, second);
        FloatMatrix ofHidden = FloatMatrix.allocatePadded(arena, examples, below.classes());
        kernels.featureGradient(above, scores, ofHidden);
        keepWherePositive(hidden, ofHidden);
        LinearModel ofBelow = LinearModel.allocate(arena, below.classes(), below.features());
        kernels.backward(below, x, ofHidden, ofBelow, first);
        return new TwoLayers(below.with(ofBelow), above.with(ofAbove));
    }

    private static void keepWherePositive(FloatMatrix activations, FloatMatrix values) {
        for (int i = 0; i < values.rows(); i++) {
            for (int j = 0; j < values.columns(); j++) {
                if (activations.get(i, j) <= 0) {
                    values.set(i, j, 0);
                }
            }
        }
    }

    /** All parameters: W and b of the layer below, class after class, and those of the layer above. */
    public double[] vector() {
        double[] vector = new double[count(below) + count(above)];
        load(below.model(), vector, 0);
        load(above.model(), vector, count(below));
        return vector;
    }

    private static int count(ScoreFunction f) {
        return f.classes() * (f.features() + 1);
    }

    private static void load(LinearModel model, double[] vector, int at) {
        int row = model.features() + 1;
        for (int k = 0; k < model.classes(); k++) {
            for (int d = 0; d < row; d++) {
                vector[at + k * row + d] = d < model.features()
                        ? model.weights().get(k, d)
                        : model.bias().get(k, 0);
            }
        }
    }

    /** The mean loss with other parameters, in double. */
    public double loss(double[] vector, Features x, Loss loss, int[] labels) {
        double sum = 0;
        for (int i = 0; i < x.rows(); i++) {
            double[] hidden = hidden(vector, x, i);
            for (int h = 0; h < hidden.length; h++) {
                hidden[h] = Math.max(0, hidden[h]);
            }
            sum += Losses.value(loss, scores(above, vector, count(below), hidden), labels[i]);
        }
        return sum / x.rows();
    }

    /** What the layer below scores for an example: the loss has a kink where one of these is 0. */
    public double[] hidden(double[] vector, Features x, int example) {
        double[] values = new double[x.columns()];
        for (int d = 0; d < values.length; d++) {
            values[d] = x.get(example, d);
        }
        return scores(below, vector, 0, values);
    }

    private static double[] scores(ScoreFunction f, double[] vector, int at, double[] x) {
        double[] scores = new double[f.classes()];
        int row = f.features() + 1;
        for (int k = 0; k < scores.length; k++) {
            scores[k] = vector[at + k * row + row - 1];
            for (int d = 0; d < x.length; d++) {
                double centred = x[d] - f.preprocessing().mean().get(0, d);
                scores[k] += vector[at + k * row + d]
                        * centred
                        * f.preprocessing().scale().get(0, d);
            }
        }
        return scores;
    }
}
