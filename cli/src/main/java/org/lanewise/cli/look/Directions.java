package org.lanewise.cli.look;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;

/**
 * A plane through the space of parameters.
 *
 * @param origin W
 * @param first U
 * @param second V
 */
record Directions(LinearModel origin, LinearModel first, LinearModel second) {

    /** Around a model, in two random directions that are as long as its weights. */
    static Directions around(Arena arena, LinearModel origin, SplittableRandom random) {
        double length = length(origin);
        double goal = length == 0 ? 1 : length;
        return new Directions(origin, random(arena, origin, goal, random), random(arena, origin, goal, random));
    }

    /** From a model to another of the same shape, and a random direction that is as long as the way between them. */
    static Directions between(Arena arena, LinearModel from, LinearModel to, SplittableRandom random) {
        LinearModel way = LinearModel.allocate(arena, from.classes(), from.features());
        subtract(to.weights(), from.weights(), way.weights());
        subtract(to.bias(), from.bias(), way.bias());
        double length = length(way);
        return new Directions(from, way, random(arena, from, length == 0 ? 1 : length, random));
    }

    private static void subtract(FloatMatrix a, FloatMatrix b, FloatMatrix difference) {
        for (int row = 0; row < a.rows(); row++) {
            for (int column = 0; column < a.columns(); column++) {
                difference.set(row, column, a.get(row, column) - b.get(row, column));
            }
        }
    }

    private static LinearModel random(Arena arena, LinearModel shape, double length, SplittableRandom random) {
        double deviation = length / Math.sqrt((double) shape.classes() * shape.features());
        return RandomModels.gaussian(arena, shape.classes(), shape.features(), deviation, random);
    }

    private static double length(LinearModel model) {
        double squares = 0;
        for (float weight : model.weights().toArray()) {
            squares += (double) weight * weight;
        }
        return Math.sqrt(squares);
    }
}
