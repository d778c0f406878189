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
 * @param firstLabel what a step along U is, for an axis
 * @param secondLabel what a step along V is
 */
record Directions(LinearModel origin, LinearModel first, LinearModel second, String firstLabel, String secondLabel) {

    private static final String RANDOM = "a random direction, in units of |W|";
    private static final String OTHER = "another random direction, in units of |W|";

    /** Around a model, in two random directions that are as long as its weights. */
    static Directions around(Arena arena, LinearModel origin, SplittableRandom random) {
        double length = length(origin);
        double goal = length == 0 ? 1 : length;
        return new Directions(
                origin, random(arena, origin, goal, random), random(arena, origin, goal, random), RANDOM, OTHER);
    }

    /** From one model towards another, and in a random direction that is as long as the way between them. */
    static Directions between(Arena arena, LinearModel from, LinearModel to, SplittableRandom random) {
        LinearModel way = LinearModel.allocate(arena, from.classes(), from.features());
        difference(to.weights(), from.weights(), way.weights());
        difference(to.bias(), from.bias(), way.bias());
        return new Directions(
                from,
                way,
                random(arena, from, length(way), random),
                "from the first model (0) to the second (1)",
                "a random direction, as long as the way between them");
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

    private static void difference(FloatMatrix a, FloatMatrix b, FloatMatrix result) {
        for (int k = 0; k < a.rows(); k++) {
            for (int d = 0; d < a.columns(); d++) {
                result.set(k, d, a.get(k, d) - b.get(k, d));
            }
        }
    }
}
