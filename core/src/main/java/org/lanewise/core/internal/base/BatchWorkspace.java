package org.lanewise.core.internal.base;

import java.lang.foreign.Arena;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Summation;
import org.lanewise.core.internal.Turn;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.model.LinearModel;

/** What the scratch of all kernels has in common: scores, and the prepared examples of a small minibatch. */
public abstract class BatchWorkspace implements Workspace {

    /** So many columns more than needed let tiles read whole vectors behind the last example. */
    private static final int SPARE_COLUMNS = 16;

    /** More would overflow the offsets of packed parameters. */
    private static final int MOST_CLASSES = 1 << 28;

    private static final int MOST_FEATURES = Integer.MAX_VALUE - 64;

    private final int classes;
    private final int features;
    private final FloatMatrix scores;
    private final FloatMatrix prepared;
    private final Turn turn = new Turn("workspace");
    private FloatMatrix scoresOfBatch;
    private FloatMatrix preparedOfBatch;

    /**
     * Allocates what all kernels need.
     *
     * @param arena the owner of the memory
     * @param examples the largest minibatch
     * @param classes K
     * @param features D
     * @throws IllegalArgumentException if a number is negative or too large, or the arena hands out parts of a mapped file
     */
    protected BatchWorkspace(Arena arena, int examples, int classes, int features) {
        requireNumbers(examples, classes, features);
        this.classes = classes;
        this.features = features;
        scores = requireAllocated(FloatMatrix.allocatePadded(arena, examples, classes));
        int most = Math.min(examples, Summation.PREPARED);
        prepared = FloatMatrix.allocatePadded(arena, most, features + SPARE_COLUMNS)
                .columns(0, features);
        scoresOfBatch = scores;
        preparedOfBatch = prepared;
    }

    private static void requireNumbers(int examples, int classes, int features) {
        String given = examples + " examples, " + classes + " classes and " + features + " features";
        if (examples < 0 || classes < 0 || features < 0) {
            throw new IllegalArgumentException("A workspace needs numbers of at least 0, but got " + given + ".");
        }
        if (classes > MOST_CLASSES || features > MOST_FEATURES) {
            throw new IllegalArgumentException("A workspace is for at most " + MOST_CLASSES + " classes and "
                    + MOST_FEATURES + " features, but got " + given + ".");
        }
    }

    /** Kernels are compiled for one class of memory, and that of mapped files is another, which may be gone besides. */
    private static FloatMatrix requireAllocated(FloatMatrix matrix) {
        if (matrix.segment().isMapped()) {
            throw new IllegalArgumentException("A workspace needs memory that is allocated off the heap, but this arena"
                    + " hands out parts of a mapped file; use one of the arenas that Arena makes.");
        }
        return matrix;
    }

    @Override
    public final int examples() {
        return scores.rows();
    }

    @Override
    public final int classes() {
        return classes;
    }

    @Override
    public final int features() {
        return features;
    }

    /**
     * Begins a call that uses the scratch; it must {@link #end}.
     *
     * @throws IllegalStateException if another call has not ended
     */
    final void begin() {
        turn.begin();
    }

    /** Ends a call. */
    final void end() {
        turn.end();
    }

    /** {@return memory that shows whether all of it is open, and to whom} */
    final FloatMatrix memory() {
        return scores;
    }

    /**
     * Scores, then their gradient, of the first examples.
     *
     * @param count how many
     * @return {@code count x K}
     */
    public final FloatMatrix scores(int count) {
        if (count != scoresOfBatch.rows()) {
            scoresOfBatch = scores.rows(0, count);
        }
        return scoresOfBatch;
    }

    /**
     * The preprocessed examples of a small minibatch.
     *
     * @param count how many
     * @return {@code count x D}
     */
    final FloatMatrix prepared(int count) {
        if (count != preparedOfBatch.rows()) {
            preparedOfBatch = prepared.rows(0, count);
        }
        return preparedOfBatch;
    }

    /**
     * The memory of the folded parameters, as parameters that are not folded: for other use once a gradient is unfolded.
     *
     * @return W, K x D, and b, K x 1
     */
    public abstract LinearModel spare();
}
