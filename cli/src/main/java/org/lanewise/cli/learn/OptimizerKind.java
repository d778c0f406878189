package org.lanewise.cli.learn;

import org.lanewise.cli.InputException;
import org.lanewise.cli.problem.LossKind;
import org.lanewise.learn.train.AdaGrad;
import org.lanewise.learn.train.Adam;
import org.lanewise.learn.train.Optimizer;
import org.lanewise.learn.train.Sgd;

/** The optimizers, named as on the command line, each with a learning rate that suits pixels of about -1 to 1. */
enum OptimizerKind {
    /** Gradient descent. */
    sgd(0.05f),
    /** Gradient descent with momentum. */
    momentum(0.005f),
    /** Gradient descent with Nesterov's momentum. */
    nesterov(0.005f),
    /** AdaGrad. */
    adagrad(0.01f),
    /** Adam. */
    adam(0.001f),
    /** L-BFGS, which takes all images at once and looks for the length of its steps by itself. */
    lbfgs(1),
    /** Least squares on features of patches, solved at once. */
    ridge(1);

    private final float usualRate;

    OptimizerKind(float usualRate) {
        this.usualRate = usualRate;
    }

    /** Gradients of the hinge are larger; AdaGrad and Adam divide by their size. */
    float usualRate(LossKind loss) {
        return loss == LossKind.softmax || scalesItself() ? usualRate : usualRate / 10;
    }

    boolean scalesItself() {
        return this == adagrad || this == adam;
    }

    boolean hasMomentum() {
        return this == momentum || this == nesterov;
    }

    /** The optimizer itself; the momentum is for those that have one by name. */
    Optimizer with(float momentum) throws InputException {
        return switch (this) {
            case sgd -> Sgd.plain();
            case momentum -> Sgd.momentum(momentum);
            case nesterov -> Sgd.nesterov(momentum);
            case adagrad -> AdaGrad.standard();
            case adam -> Adam.standard();
            case lbfgs, ridge ->
                throw new InputException(
                        this + " does not go by minibatches, and is for train alone; give another --optimizer.");
        };
    }
}
