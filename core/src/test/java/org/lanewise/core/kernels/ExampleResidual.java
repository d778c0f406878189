package org.lanewise.core.kernels;

import java.util.Arrays;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.SoftmaxCrossEntropy;

/**
 * The loss of one example and its gradient in double, and the magnitudes S that roundings to float are in proportion to, if the
 * scores themselves are off by B u m.
 *
 * <p><b>Softmax</b>, with {@code d = f - max f}: rounding d costs e^d a relative error of u |d|, exp itself 2 u (one ULP). The
 * sum of K of them has K / 16 + 4 additions on every path, and inherits the errors of its terms, of which those with large |d|
 * hardly count: u max(e^d |d|) K / sum is less than u (log K + 1). Quotient, share, weight and target round at most 4 times,
 * their difference once. Where p is a subnormal float, rounding it adds up to its last place, which the weight multiplies. What
 * the scores are off moves p by 2 p m. So S = w (q + p (1 + |d| + 2 m)) for the gradient, w (1 +
 * sum q |d| + 2 m) for the loss.
 *
 * <p><b>Hinge</b>: a violation is rounded twice, u s_j each with {@code s_j = |f_j - f_y| + margin}, and off by 2 m more; their
 * sum, or that of their squares, has K / 16 + 4 additions. The slope of the plain hinge is 0 or 1: it cannot be off a little, but
 * where a margin is nearer to 0 than its rounding it may be off by all of w. Such are undecided.
 *
 * @param gradient {@code w_y dL/df}
 * @param magnitudes S of its elements
 * @param undecided by how much elements may be off besides, because a margin may be violated or not, or p is subnormal
 * @param loss {@code w_y L}
 * @param lossMagnitude S of the loss
 */
record ExampleResidual(double[] gradient, double[] magnitudes, double[] undecided, double loss, double lossMagnitude) {

    private static final double U = 0x1p-24;

    /** Roundings of the rows' own, beside those of the scores. */
    static double bound(int classes) {
        return classes / 16 + 13 + 2 * Math.log(Math.max(1, classes));
    }

    /** Exact scores. */
    static ExampleResidual of(Loss loss, double[] scores, int label) {
        return of(loss, scores, label, 0, 0);
    }

    /** Scores that are off by scoreBound u magnitude. */
    static ExampleResidual of(Loss loss, double[] scores, int label, double magnitude, double scoreBound) {
        double weight = loss.weights().of(label);
        return switch (loss) {
            case SoftmaxCrossEntropy softmax -> softmax(softmax, weight, scores, label, magnitude);
            case MulticlassHinge hinge -> hinge(hinge, weight, scores, label, magnitude, scoreBound);
        };
    }

    private static ExampleResidual softmax(
            SoftmaxCrossEntropy loss, double weight, double[] scores, int label, double magnitude) {
        int classes = scores.length;
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - max);
        }
        double[] gradient = new double[classes];
        double[] magnitudes = new double[classes];
        double[] undecided = new double[classes];
        Arrays.fill(undecided, weight * Float.MIN_VALUE);
        double smoothing = loss.smoothing();
        double value = Math.log(sum);
        double valueMagnitude = 1 + 2 * magnitude;
        for (int k = 0; k < classes; k++) {
            double d = scores[k] - max;
            double p = Math.exp(d) / sum;
            double q = (k == label ? 1 - smoothing : 0) + smoothing / classes;
            gradient[k] = weight * (p - q);
            magnitudes[k] = weight * (q + p * (1 + Math.abs(d) + 2 * magnitude));
            value -= q * d;
            valueMagnitude += q * Math.abs(d);
        }
        return new ExampleResidual(gradient, magnitudes, undecided, weight * value, weight * valueMagnitude);
    }

    private static ExampleResidual hinge(
            MulticlassHinge loss, double weight, double[] scores, int label, double magnitude, double scoreBound) {
        int classes = scores.length;
        double[] gradient = new double[classes];
        double[] magnitudes = new double[classes];
        double[] undecided = new double[classes];
        double value = 0;
        double valueMagnitude = 0;
        for (int j = 0; j < classes; j++) {
            double excess = scores[j] - scores[label] + loss.margin();
            double terms = Math.abs(scores[j] - scores[label]) + loss.margin();
            double reach = U * 2 * (terms + scoreBound * magnitude);
            if (j == label || excess <= -reach) {
                continue;
            }
            double violation = Math.max(0, excess);
            double slope = loss.squared() ? 2 * violation : violation > 0 ? 1 : 0;
            double slopeMagnitude = loss.squared() ? 2 * (terms + 2 * magnitude) : 1;
            boolean open = !loss.squared() && excess <= reach;
            for (int k : new int[] {j, label}) {
                gradient[k] += (k == label ? -1 : 1) * weight * slope;
                magnitudes[k] += weight * slopeMagnitude;
                undecided[k] += open ? weight : 0;
            }
            value += weight * (loss.squared() ? violation * violation : violation);
            double factor = loss.squared() ? 2 * (violation + reach) : 1;
            valueMagnitude += weight * factor * (terms + 2 * magnitude);
        }
        return new ExampleResidual(gradient, magnitudes, undecided, value, valueMagnitude);
    }
}
