package org.lanewise.core.internal.simd.linear;

import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;

/** A step against a gradient, {@code W -= rate (dW + 2 lambda W)}. One object per thread, used again: nothing is allocated. */
final class Descent {

    private ScoreFunction function;
    private float lambda;
    private float rate;

    void begin(ScoreFunction f, float strength, float learningRate) {
        function = f;
        lambda = strength;
        rate = learningRate;
    }

    /** Lets go of the parameters, so that this thread does not keep their memory alive. */
    void end() {
        function = null;
    }

    ScoreFunction function() {
        return function;
    }

    LinearModel model() {
        return function.model();
    }

    float lambda() {
        return lambda;
    }

    float rate() {
        return rate;
    }
}
