package org.lanewise.core.testing;

import java.lang.foreign.Arena;
import java.util.function.Supplier;
import org.lanewise.core.model.LinearModel;

/**
 * Parameters, or a gradient of them, in guarded memory.
 *
 * @param weights W, K x D
 * @param bias b, K x 1
 */
public record GuardedModel(GuardedMatrix weights, GuardedMatrix bias) {

    /** Elements are NaN, to be overwritten. */
    public static GuardedModel unwritten(Arena arena, Placement place, int classes, int features) {
        return new GuardedModel(
                GuardedMatrix.unwritten(arena, place, classes, features),
                GuardedMatrix.unwritten(arena, place, classes, 1));
    }

    /** A copy of a model. */
    public static GuardedModel of(Arena arena, Placement place, LinearModel model) {
        GuardedModel copy = unwritten(arena, place, model.classes(), model.features());
        copy.weights.matrix().copyFrom(model.weights());
        copy.bias.matrix().copyFrom(model.bias());
        return copy;
    }

    public LinearModel model() {
        return new LinearModel(weights.matrix(), bias.matrix());
    }

    public void assertGuardsIntact(Supplier<String> what) {
        weights.assertGuardsIntact(what);
        bias.assertGuardsIntact(what);
    }

    /** Fails unless all elements have the bits of another model, and nothing around them was written. */
    public void assertHolds(LinearModel expected, Supplier<String> what) {
        weights.assertHolds(expected.weights().toArray(), () -> "W, " + what.get());
        bias.assertHolds(expected.bias().toArray(), () -> "b, " + what.get());
    }
}
