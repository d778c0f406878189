package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.GuardedModel;
import org.lanewise.core.testing.Placement;

/**
 * All that kernels compute of a minibatch, to be compared bit for bit, all NaN being one.
 *
 * @param scores f
 * @param loss L
 * @param gradient its gradient
 * @param lossOfStep L before a step
 * @param stepped the parameters after it
 * @param backward the gradient of the parameters from a given one of the scores
 */
record MinibatchBits(
        float[] scores,
        double loss,
        LinearModel gradient,
        double lossOfStep,
        LinearModel stepped,
        LinearModel backward) {

    private static final float LEARNING_RATE = 0.03f;

    /** Outputs lie in guarded memory, of which nothing else must be written. */
    static MinibatchBits of(Arena arena, Kernels kernels, Batch batch, FloatMatrix scoreGradient, Placement place) {
        Workspace workspace = batch.workspace(kernels, arena);
        int examples = batch.features().rows();
        GuardedMatrix scores =
                GuardedMatrix.unwritten(arena, place, examples, batch.model().classes());
        kernels.scores(batch.score(), batch.features(), scores.matrix(), workspace);
        scores.assertGuardsIntact(() -> "scores, " + batch.name());
        Batch.Result result = batch.run(arena, kernels, place);
        GuardedModel stepped = GuardedModel.of(arena, place, batch.model());
        double lossOfStep = batch.with(stepped.model()).step(kernels, LEARNING_RATE, workspace);
        GuardedModel backward = batch.backward(arena, kernels, scoreGradient, place);
        for (GuardedModel each : new GuardedModel[] {result.guarded(), stepped, backward}) {
            each.assertGuardsIntact(batch::name);
        }
        return new MinibatchBits(
                scores.matrix().toArray(),
                result.loss(),
                result.gradient(),
                lossOfStep,
                stepped.model(),
                backward.model());
    }

    void assertSame(MinibatchBits expected, String what) {
        assertArrayEquals(expected.scores, scores, () -> "scores, " + what);
        assertEquals(expected.loss, loss, () -> "loss, " + what);
        assertSame(expected.gradient, gradient, "gradient, " + what);
        assertEquals(expected.lossOfStep, lossOfStep, () -> "loss of the step, " + what);
        assertSame(expected.stepped, stepped, "step, " + what);
        assertSame(expected.backward, backward, "backward, " + what);
    }

    private static void assertSame(LinearModel expected, LinearModel actual, String what) {
        assertArrayEquals(expected.weights().toArray(), actual.weights().toArray(), () -> "W, " + what);
        assertArrayEquals(expected.bias().toArray(), actual.bias().toArray(), () -> "b, " + what);
    }
}
