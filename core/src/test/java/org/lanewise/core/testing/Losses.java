package org.lanewise.core.testing;

import java.util.List;
import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;

/** Every kind of loss and of regularization, and what they are in double. */
public final class Losses {

    private Losses() {}

    /** Softmax and hinge in all their forms, with and without class weights. */
    public static List<Loss> all(int classes) {
        ClassWeights equal = ClassWeights.equal();
        ClassWeights weights = weights(classes);
        return List.of(
                SoftmaxCrossEntropy.softmax(),
                new SoftmaxCrossEntropy(0.1f, equal),
                new SoftmaxCrossEntropy(0, weights),
                new SoftmaxCrossEntropy(0.3f, weights),
                MulticlassHinge.svm(),
                MulticlassHinge.squaredSvm(),
                new MulticlassHinge(0.7f, false, weights),
                new MulticlassHinge(2.5f, true, weights));
    }

    /** No regularization, L2, L1, both, and these of the bias as well. */
    public static List<Regularization> regularizations() {
        return List.of(
                Regularization.none(),
                Regularization.l2(0.01f),
                Regularization.l1(0.003f),
                new Regularization(0.002f, 0.02f, false),
                Regularization.none().withBias(),
                Regularization.l2(0.05f).withBias(),
                new Regularization(0.004f, 0.03f, true));
    }

    /** Weights that differ, one of them 0. */
    public static ClassWeights weights(int classes) {
        float[] weights = new float[classes];
        for (int k = 0; k < classes; k++) {
            weights[k] = k % 5 == 3 ? 0 : 0.25f + k % 7 * 0.4f;
        }
        return ClassWeights.of(weights);
    }

    /** A loss but for its weights, for tables of what was found. */
    public static String kind(Loss loss) {
        return switch (loss) {
            case SoftmaxCrossEntropy softmax -> "softmax, smoothing " + softmax.smoothing();
            case MulticlassHinge hinge ->
                (hinge.squared() ? "squared hinge, margin " : "hinge, margin ") + hinge.margin();
        };
    }

    /** The loss of one example, straight from its definition. */
    public static double value(Loss loss, double[] scores, int label) {
        return loss.weights().of(label)
                * switch (loss) {
                    case SoftmaxCrossEntropy softmax -> crossEntropy(softmax.smoothing(), scores, label);
                    case MulticlassHinge hinge -> hinge(hinge, scores, label);
                };
    }

    private static double crossEntropy(double smoothing, double[] scores, int label) {
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score);
        }
        double loss = 0;
        for (int k = 0; k < scores.length; k++) {
            double target = (k == label ? 1 - smoothing : 0) + smoothing / scores.length;
            loss -= target * (scores[k] - Math.log(sum));
        }
        return loss;
    }

    private static double hinge(MulticlassHinge hinge, double[] scores, int label) {
        double loss = 0;
        for (int k = 0; k < scores.length; k++) {
            if (k != label) {
                double violation = Math.max(0, scores[k] - scores[label] + hinge.margin());
                loss += hinge.squared() ? violation * violation : violation;
            }
        }
        return loss;
    }

    /** The penalty of one parameter. */
    public static double penalty(Regularization regularization, double parameter) {
        return regularization.l2() * parameter * parameter + regularization.l1() * Math.abs(parameter);
    }
}
