package org.lanewise.learn.train;

import java.util.Objects;
import java.util.function.Function;
import org.lanewise.core.data.Examples;
import org.lanewise.core.model.LinearModel;
import org.lanewise.learn.evaluate.Evaluation;

/**
 * What strengths of regularization are tried on: a minimization, and a judge that knows examples which it does not learn
 * from. Both kinds of examples may lie anywhere.
 *
 * @param fit the minimization over the examples that are learned from
 * @param judge says how a model does on the others, with the same preprocessing and loss; the model changes after the call
 */
public record Trial(Lbfgs fit, Function<LinearModel, Verdict> judge) {

    static final String NOTHING_LEFT_OUT = "Strengths are compared on examples that are not learned from: give at least"
            + " one split, with examples in both parts.";

    /** Checks that both are there. */
    public Trial {
        Objects.requireNonNull(fit, "fit");
        Objects.requireNonNull(judge, "judge");
    }

    /**
     * How a model does.
     *
     * @param examples how many examples say so
     * @param loss the mean of their losses, without regularization
     * @param accuracy the share of right predictions, 0 to 1
     */
    public record Verdict(long examples, double loss, double accuracy) {}

    /** A trial on examples of this machine. */
    static Trial of(Examples.Split split, Function<Examples, Lbfgs> fit) {
        Examples others = split.validation();
        if (split.training().size() == 0 || others.size() == 0) {
            throw new IllegalArgumentException(NOTHING_LEFT_OUT);
        }
        Lbfgs lbfgs = fit.apply(split.training());
        return new Trial(lbfgs, model -> {
            Evaluation evaluation = lbfgs.evaluate(model, others);
            return new Verdict(others.size(), evaluation.meanLoss(), evaluation.accuracy());
        });
    }
}
