package org.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.gradient.ScoreColumnGradient;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.StripedFeatures;
import org.lanewise.core.testing.TwoThreads;

/** What has scratch for one call says so to a second one, and never mixes them up. */
@Timeout(60)
@Tag("any-kernels")
class TurnTest {

    private final Arena arena = Arena.ofShared();
    private final Kernels kernels = Kernels.scalar();
    private final Examples images = StripedFeatures.draw(arena, 1, 60, 3, 20);
    private final int features = images.features().columns();
    private final Preprocessing none = Preprocessing.none(arena, features);

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void oneAtATime() {
        Turn turn = new Turn("desk");
        turn.begin();
        assertEquals(
                "This desk is in use by another call, and serves one at a time; give each thread its own.",
                assertThrows(IllegalStateException.class, turn::begin).getMessage());
        turn.end();
        turn.begin();
    }

    @Test
    void aGradientOfScoreColumns() throws Exception {
        int[] labels = Labels.of(images);
        LossFunction function = new LossFunction(
                kernels,
                Minibatch.of(images.features(), labels),
                images.classes(),
                none,
                new Objective(SoftmaxCrossEntropy.softmax(), Regularization.none()),
                true);
        ScoreColumnGradient columns = new ScoreColumnGradient(function, new double[function.parameterCount()]);
        TwoThreads.assertRightOrRefused(() -> columns.centered(1e-3, 0, 20)[7], () -> columns.forward(1e-2, 5, 30)[7]);
    }
}
