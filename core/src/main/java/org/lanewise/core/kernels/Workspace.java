package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Turn;
import org.lanewise.core.model.LinearModel;

/**
 * Scratch memory for the operations on a minibatch, allocated once by the caller so that no call allocates.
 *
 * <p>The memory belongs to the arena. A workspace serves one call at a time: give each thread its own; a call that finds it in
 * use throws {@link IllegalStateException}. What it holds between calls is not defined.
 */
public final class Workspace {

    /** The memory of the folded weights in rows a class: implementations may pack them with gaps. */
    private static final int SPARE = 2;

    /** So many rows and columns more than needed let implementations arrange the gradient in whole tiles. */
    private static final int SPARE_ROWS = 9;

    private static final int SPARE_COLUMNS = 16;

    /** So that rows with what is spare fit into an int, and columns with padding. */
    private static final int MOST_CLASSES = (Integer.MAX_VALUE - SPARE_ROWS) / SPARE;

    private static final int MOST_FEATURES = Integer.MAX_VALUE - 4 * SPARE_COLUMNS;

    private final FloatMatrix foldedWeights;
    private final FloatMatrix foldedBias;
    private final LinearModel stepGradient;
    private final FloatMatrix scores;
    private final FloatMatrix scoreSums;
    private final LinearModel gradient;
    private final FloatMatrix preparedImages;
    private final Turn turn = new Turn("workspace");
    private FloatMatrix scoresOfBatch;
    private FloatMatrix preparedImagesOfBatch;

    private Workspace(Arena arena, int images, int classes, int features) {
        requireNumbers(images, classes, features);
        foldedWeights = padded(arena, SPARE * classes + 1, features + SPARE_COLUMNS)
                .rows(0, classes)
                .columns(0, features);
        foldedBias = vector(arena, classes);
        stepGradient = new LinearModel(foldedWeights, foldedBias);
        scores = padded(arena, images, classes);
        FloatMatrix room = padded(arena, classes + SPARE_ROWS, features + SPARE_COLUMNS);
        gradient = new LinearModel(room.rows(0, classes).columns(0, features), vector(arena, classes));
        scoresOfBatch = scores;
        preparedImages = padded(arena, Math.min(images, Kernels.PREPARED), features + SPARE_COLUMNS)
                .columns(0, features);
        preparedImagesOfBatch = preparedImages;
        scoreSums = vector(arena, classes);
    }

    private static void requireNumbers(int images, int classes, int features) {
        String given = images + " images, " + classes + " classes and " + features + " features";
        if (images < 0 || classes < 0 || features < 0) {
            throw new IllegalArgumentException("A workspace needs numbers of at least 0, but got " + given + ".");
        }
        if (classes > MOST_CLASSES || features > MOST_FEATURES) {
            throw new IllegalArgumentException("A workspace is for at most " + MOST_CLASSES + " classes and "
                    + MOST_FEATURES + " features, but got " + given + ".");
        }
    }

    private static FloatMatrix padded(Arena arena, int rows, int columns) {
        return requireAllocated(FloatMatrix.allocatePadded(arena, rows, columns));
    }

    private static FloatMatrix vector(Arena arena, int length) {
        return requireAllocated(FloatMatrix.allocate(arena, length, 1));
    }

    /** Kernels are compiled for one class of memory, and that of mapped files is another, which may be gone besides. */
    private static FloatMatrix requireAllocated(FloatMatrix matrix) {
        if (matrix.segment().isMapped()) {
            throw new IllegalArgumentException("A workspace needs memory that is allocated off the heap, but this arena"
                    + " hands out parts of a mapped file; use one of the arenas that Arena makes.");
        }
        return matrix;
    }

    /**
     * Allocates a workspace.
     *
     * @param arena the owner of the memory
     * @param images the largest minibatch that a loss or gradient will be asked for; {@link Kernels#scores} does not
     *     count, 0 suffices for it
     * @param classes number of classes K
     * @param features number of features D of an image
     * @return the workspace, about {@code 4 * (3 * K * D + min(images, 16) * D + images * K)} bytes
     * @throws IllegalArgumentException if a number is negative or too large, or the arena hands out parts of a mapped file or of
     *     the heap
     */
    public static Workspace allocate(Arena arena, int images, int classes, int features) {
        return new Workspace(arena, images, classes, features);
    }

    /** {@return the largest minibatch} */
    public int images() {
        return scores.rows();
    }

    /** {@return the number of classes} */
    public int classes() {
        return foldedWeights.rows();
    }

    /** {@return the number of features} */
    public int features() {
        return foldedWeights.columns();
    }

    /** Begins a call that uses the scratch; it must {@link #end}. */
    void begin() {
        turn.begin();
    }

    void end() {
        turn.end();
    }

    /** Weights with the scale folded in, K x D; the memory has a row to spare. */
    FloatMatrix foldedWeights() {
        return foldedWeights;
    }

    /** Bias with the mean folded in, K x 1. */
    FloatMatrix foldedBias() {
        return foldedBias;
    }

    /** Scores, then their gradient, of the first {@code count} images. */
    FloatMatrix scores(int count) {
        if (count != scoresOfBatch.rows()) {
            scoresOfBatch = scores.rows(0, count);
        }
        return scoresOfBatch;
    }

    /** The preprocessed images of a small minibatch, {@code count} x D. */
    FloatMatrix preparedImages(int count) {
        if (count != preparedImagesOfBatch.rows()) {
            preparedImagesOfBatch = preparedImages.rows(0, count);
        }
        return preparedImagesOfBatch;
    }

    /** Scratch for the gradient of a step. */
    LinearModel gradient() {
        return gradient;
    }

    /** Scratch for the gradient of a step after it was unfolded: the folded parameters' memory, no longer needed then. */
    LinearModel stepGradient() {
        return stepGradient;
    }

    /** Sums of the scores' gradient over the images, K x 1. */
    FloatMatrix scoreSums() {
        return scoreSums;
    }
}
