package org.lanewise.core.internal.scalar;

import static org.lanewise.core.internal.scalar.Elements.get;
import static org.lanewise.core.internal.scalar.Elements.set;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.ExpConstants;
import org.lanewise.core.internal.Logarithm;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.SoftmaxCrossEntropy;

/** Losses of rows of scores, and their gradients. */
public final class ScalarLosses {

    private ScalarLosses() {}

    /**
     * The sum of the losses, and the gradient of their mean.
     *
     * @param loss which loss
     * @param scores f, N x K
     * @param labels y
     * @param gradient dL/df, N x K, overwritten, perhaps f itself
     * @return the sum of the losses, in the order of the rows
     */
    public static double sum(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        double sum = 0;
        float share = 1f / scores.rows();
        for (int i = 0; i < scores.rows(); i++) {
            int label = labels[i];
            float weight = loss.weights().of(label);
            sum += weight
                    * switch (loss) {
                        case SoftmaxCrossEntropy softmax -> softmax(softmax, scores, i, label, share, weight, gradient);
                        case MulticlassHinge hinge -> hinge(hinge, scores, i, label, share * weight, gradient);
                    };
        }
        return sum;
    }

    /**
     * The loss of each row.
     *
     * @param loss which loss
     * @param scores f, N x K
     * @param labels y
     * @param losses overwritten from 0 to N
     */
    public static void each(Loss loss, FloatMatrix scores, int[] labels, double[] losses) {
        for (int i = 0; i < scores.rows(); i++) {
            int label = labels[i];
            losses[i] = loss.weights().of(label)
                    * switch (loss) {
                        case SoftmaxCrossEntropy softmax -> {
                            float max = ScalarRows.max(scores, i);
                            yield softmax(softmax, scores, i, label, max, LaneOrder.sumOfExponentials(scores, i, max));
                        }
                        case MulticlassHinge hinge -> LaneOrder.sumOfMargins(scores, i, label, hinge);
                    };
        }
    }

    private static double softmax(
            SoftmaxCrossEntropy loss,
            FloatMatrix scores,
            int i,
            int label,
            float share,
            float weight,
            FloatMatrix gradient) {
        int classes = scores.columns();
        float max = ScalarRows.max(scores, i);
        float correct = get(scores, i, label);
        double others = loss.smoothing() > 0 ? sumBelow(scores, i, max) : 0;
        ScalarRows.exponentials(scores, i, max, gradient);
        float sum = LaneOrder.sum(gradient, i);
        float factor = 1f / sum * share * weight;
        float other = share * weight * loss.otherTarget(classes);
        float target = share * weight * loss.correctTarget(classes);
        float gradientOfCorrect = Machine.fma(get(gradient, i, label), factor, -target);
        for (int j = 0; j < classes; j++) {
            set(gradient, i, j, Machine.fma(get(gradient, i, j), factor, -other));
        }
        set(gradient, i, label, gradientOfCorrect);
        return softmax(loss, correct - max, sum, others, classes);
    }

    private static double softmax(
            SoftmaxCrossEntropy loss, FloatMatrix scores, int i, int label, float max, float sum) {
        double others = loss.smoothing() > 0 ? sumBelow(scores, i, max) : 0;
        return softmax(loss, get(scores, i, label) - max, sum, others, scores.columns());
    }

    /**
     * Cross-entropy of a row.
     *
     * @param loss which loss
     * @param correct {@code f_y - max f}
     * @param scaledSum {@code 2^64 sum_k exp(f_k - max f)}
     * @param others with smoothing {@code sum_k (f_k - max f)}
     * @param classes K
     * @return the loss
     */
    public static double softmax(SoftmaxCrossEntropy loss, float correct, float scaledSum, double others, int classes) {
        double log = Logarithm.log(scaledSum * ExpConstants.UNSCALE);
        if (loss.smoothing() == 0) {
            return log - correct;
        }
        double smoothing = loss.smoothing();
        return log - (1 - smoothing) * correct - smoothing / classes * others;
    }

    /**
     * {@code sum_k (f_k - max f)} of a row, one after another in double.
     *
     * @param scores f
     * @param row the row
     * @param max its maximum
     * @return the sum
     */
    public static double sumBelow(FloatMatrix scores, int row, float max) {
        double sum = 0;
        for (int j = 0; j < scores.columns(); j++) {
            sum += get(scores, row, j) - max;
        }
        return sum;
    }

    private static double hinge(
            MulticlassHinge loss, FloatMatrix scores, int i, int label, float share, FloatMatrix gradient) {
        float correct = get(scores, i, label);
        for (int j = 0; j < scores.columns(); j++) {
            set(gradient, i, j, j == label ? 0 : margin(get(scores, i, j), correct, loss.margin()));
        }
        float value = loss.squared() ? LaneOrder.dot(gradient, i, gradient, i) : LaneOrder.sum(gradient, i);
        if (!loss.squared()) {
            for (int j = 0; j < scores.columns(); j++) {
                set(gradient, i, j, get(gradient, i, j) == 0 ? 0 : 1);
            }
        }
        float factor = hingeFactor(loss, share, value);
        float gradientOfCorrect = -(LaneOrder.sum(gradient, i) * factor);
        ScalarRows.scale(gradient, i, factor);
        set(gradient, i, label, gradientOfCorrect);
        return value;
    }

    /** How much a class violates the margin. NaN stays NaN. */
    static float margin(float score, float correct, float margin) {
        float violation = score - correct + margin;
        return violation <= 0 ? 0 : violation;
    }

    /**
     * What the violations of a row are multiplied with in its gradient.
     *
     * @param loss which loss
     * @param share the row's share of the mean, times its weight
     * @param value the loss of the row
     * @return the factor; NaN for a loss that is NaN or infinite, where violations were not counted as such
     */
    public static float hingeFactor(MulticlassHinge loss, float share, float value) {
        return (loss.squared() ? 2 * share : share) + (value - value);
    }
}
