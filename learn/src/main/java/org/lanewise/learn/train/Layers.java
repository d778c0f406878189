package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;

/**
 * What is trained: one layer or several, from the input on. As one vector they are the weights of the first, row after row,
 * its biases, then those of the next.
 */
final class Layers {

    /** Numbers of a part, unless a row has more: they and what belongs to them stay in a core's cache. */
    private static final int PART = 1 << 15;

    private final List<LinearModel> models;
    private final List<Part> parts = new ArrayList<>();
    private final int count;

    Layers(List<LinearModel> models) {
        this.models = List.copyOf(models);
        int from = 0;
        for (LinearModel model : models) {
            int end = Math.addExact(from, Parameters.count(model));
            int rows = Math.max(1, PART / Math.max(1, model.features()));
            for (int row = 0; row < model.classes(); row += rows) {
                FloatMatrix some = model.weights().rows(row, Math.min(row + rows, model.classes()));
                parts.add(new Part(some, from, false));
                from += some.rows() * some.columns();
            }
            parts.add(new Part(model.bias(), from, true));
            from = end;
        }
        count = from;
    }

    /**
     * Some rows of a matrix.
     *
     * @param matrix the rows
     * @param from where they begin in the vector
     * @param isBias whether they are biases
     */
    record Part(FloatMatrix matrix, int from, boolean isBias) {

        int to() {
            return from + matrix.rows() * matrix.columns();
        }

        void load(float[] vector) {
            matrix.copyTo(vector, from);
        }

        void store(float[] vector) {
            matrix.copyFrom(vector, from);
        }
    }

    List<LinearModel> models() {
        return models;
    }

    /** All of the vector, in its order. */
    List<Part> parts() {
        return parts;
    }

    /** The layer that gives the scores. */
    LinearModel last() {
        return models.getLast();
    }

    int count() {
        return count;
    }

    Layers allocateAlike(Arena arena) {
        return new Layers(models.stream()
                .map(model -> LinearModel.allocate(arena, model.classes(), model.features()))
                .toList());
    }

    void load(float[] vector) {
        for (Part part : parts) {
            part.load(vector);
        }
    }

    void store(float[] vector) {
        for (Part part : parts) {
            part.store(vector);
        }
    }

    void clearBias() {
        for (LinearModel model : models) {
            model.bias().fill(0);
        }
    }
}
