package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.data.Minibatches;
import org.lanewise.learn.evaluate.Evaluation;

/** How layers of one kind are made better and judged: what a {@link TrainingRun} does not know of them. Has scratch. */
interface Learner {

    /** Who trains some layers; the walk tells which examples of the set a minibatch has. */
    static Learner of(Arena arena, TrainingSettings settings, Layers layers, Minibatches walk) {
        return layers.models().size() == 1
                ? new LinearLearner(arena, settings, layers.last(), walk)
                : new NetworkLearner(arena, settings, layers, walk);
    }

    /** Whether a step of plain descent is one kernel, {@link #step}. */
    boolean fusesSteps();

    /** A step of plain descent; returns the loss before it. */
    double step(Minibatch batch, float rate);

    /** Overwrites the gradient on a minibatch, and returns the loss. */
    double gradient(Minibatch batch, Layers gradient);

    /** Whether the regularization is not in gradient and loss, and has to be added. */
    boolean leavesRegularization();

    /** How layers of the same shapes do on examples. */
    Evaluation evaluate(Layers of, Examples images);
}
