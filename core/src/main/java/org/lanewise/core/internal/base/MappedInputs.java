package org.lanewise.core.internal.base;

import java.lang.foreign.Arena;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * Floats that lie in mapped files. Where a vector is loaded from a page that is gone, because someone cut the file short, the
 * process ends: so before a kernel reads them they are copied to allocated memory, in bulk, which HotSpot guards
 * ({@link FloatMatrix#copyFrom} names the file). What may be large is copied and computed with in parts.
 */
final class MappedInputs {

    /** Of a part of a large matrix, unless a row of it is larger. */
    private static final long BYTES = 32L << 20;

    /** What is computed with a part. */
    @FunctionalInterface
    interface Part {

        /** Takes rows or columns {@code from .. to}, copied. */
        void compute(FloatMatrix copy, int from, int to);
    }

    private MappedInputs() {}

    static boolean isMapped(FloatMatrix matrix) {
        return matrix.segment().isMapped();
    }

    static boolean isMapped(ScoreFunction f) {
        return isMapped(f.model()) || isMapped(f.preprocessing());
    }

    private static boolean isMapped(LinearModel model) {
        return isMapped(model.weights()) || isMapped(model.bias());
    }

    static boolean isMapped(Preprocessing preprocessing) {
        return isMapped(preprocessing.mean()) || isMapped(preprocessing.scale());
    }

    /** The matrix, or a copy of it if it is mapped. */
    static FloatMatrix allocated(Arena arena, FloatMatrix matrix) {
        if (!isMapped(matrix)) {
            return matrix;
        }
        FloatMatrix copy = FloatMatrix.allocatePadded(arena, matrix.rows(), matrix.columns());
        copy.copyFrom(matrix);
        return copy;
    }

    static ScoreFunction allocated(Arena arena, ScoreFunction f) {
        return new ScoreFunction(allocated(arena, f.model()), allocated(arena, f.preprocessing()));
    }

    private static LinearModel allocated(Arena arena, LinearModel model) {
        return new LinearModel(allocated(arena, model.weights()), allocated(arena, model.bias()));
    }

    static Preprocessing allocated(Arena arena, Preprocessing preprocessing) {
        return new Preprocessing(allocated(arena, preprocessing.mean()), allocated(arena, preprocessing.scale()));
    }

    static void byRows(FloatMatrix matrix, Part part) {
        int step = step(matrix.columns(), matrix.rows());
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix room = FloatMatrix.allocatePadded(arena, step, matrix.columns());
            for (int from = 0; from < matrix.rows(); from += step) {
                int to = from + Math.min(step, matrix.rows() - from);
                FloatMatrix copy = room.rows(0, to - from);
                copy.copyFrom(matrix.rows(from, to));
                part.compute(copy, from, to);
            }
        }
    }

    static void byColumns(FloatMatrix matrix, Part part) {
        int step = step(matrix.rows(), matrix.columns());
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix room = FloatMatrix.allocatePadded(arena, matrix.rows(), step);
            for (int from = 0; from < matrix.columns(); from += step) {
                int to = from + Math.min(step, matrix.columns() - from);
                FloatMatrix copy = room.columns(0, to - from);
                copy.copyFrom(matrix.columns(from, to));
                part.compute(copy, from, to);
            }
        }
    }

    /** Rows or columns of so many elements that are copied at a time. */
    private static int step(int elements, int most) {
        return Math.clamp(BYTES / Float.BYTES / elements, 1, most);
    }
}
