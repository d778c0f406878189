package org.lanewise.cli.problem;

import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.SoftmaxCrossEntropy;

/** The losses, named as on the command line. */
public enum LossKind {
    /** Softmax cross-entropy. */
    softmax,
    /** The multiclass hinge. */
    svm,
    /** The multiclass hinge, squared. */
    svm2;

    /**
     * Whether scores that were learned with it are logarithms of probabilities, up to a constant.
     *
     * @return true if they are
     */
    public boolean hasProbabilities() {
        return this == softmax;
    }

    /** The loss itself; smoothing is for softmax, the margin for the others. */
    Loss with(float margin, float smoothing, ClassWeights weights) {
        return switch (this) {
            case softmax -> new SoftmaxCrossEntropy(smoothing, weights);
            case svm -> new MulticlassHinge(margin, false, weights);
            case svm2 -> new MulticlassHinge(margin, true, weights);
        };
    }
}
