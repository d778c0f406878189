package org.lanewise.core.internal.base;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.LostDataException;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.core.model.ScoreFunction;

/** Scores by what {@link LinearPasses#fold} left in a workspace, which nobody changes any more. */
final class FoldedScorer implements Scorer {

    private final LinearPasses passes;
    private final BatchWorkspace folded;
    private final int threads;
    private final Spares<ExampleScores> spares;

    /**
     * Folds.
     *
     * @param f all of it allocated, not mapped
     * @param folded a workspace of its own
     * @param threads how many use the memory of an operation
     */
    FoldedScorer(LinearPasses passes, ScoreFunction f, BatchWorkspace folded, int threads) {
        this.passes = passes;
        this.folded = folded;
        this.threads = threads;
        passes.fold(f, folded);
        spares = new Spares<>(() -> passes.exampleScores(folded));
    }

    @Override
    public int classes() {
        return folded.classes();
    }

    @Override
    public int features() {
        return folded.features();
    }

    @Override
    public void scores(Features features, FloatMatrix scores) {
        Checks.scores(folded, features, scores, threads);
        if (scores.rows() == 0 || scores.columns() == 0) {
            return;
        }
        try {
            passes.scores(features, folded, scores);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, features);
        }
    }

    @Override
    public void scores(byte[] example, float[] scores) {
        Checks.example(folded, example.length, scores.length);
        ExampleScores scratch = spares.take();
        try {
            scratch.scores(example, scores);
        } finally {
            spares.give(scratch);
        }
    }

    @Override
    public void scores(float[] example, float[] scores) {
        Checks.example(folded, example.length, scores.length);
        ExampleScores scratch = spares.take();
        try {
            scratch.scores(example, scores);
        } finally {
            spares.give(scratch);
        }
    }
}
