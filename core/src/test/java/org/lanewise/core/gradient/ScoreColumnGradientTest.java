package org.lanewise.core.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.testing.Losses;

/** Differences by columns of scores are those of the whole function, but for rounding. */
@Tag("any-kernels")
class ScoreColumnGradientTest {

    private static final int CLASSES = 5;

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    /** With a step of 0.01 kinks are crossed, and both must come to the same difference all the same. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1e-5})
    void agreesWithTheGenericOne(double step) {
        for (Loss loss : Losses.all(CLASSES)) {
            for (Regularization regularization : Losses.regularizations()) {
                for (boolean bias : new boolean[] {true, false}) {
                    RandomFunction problem = RandomFunction.draw(arena, 9, CLASSES, 7, loss, regularization, bias);
                    LossFunction function = problem.function();
                    double[] at = problem.parameters();
                    ScoreColumnGradient columns = new ScoreColumnGradient(function, at);
                    double rounding = 1e-15 * (1 + function.applyAsDouble(at)) / step;
                    String what = loss + ", " + regularization + ", bias " + bias;

                    int count = at.length;
                    double[] centered = NumericGradient.centered(function, at, step, 0, count);
                    assertArrayEquals(centered, columns.centered(step, 0, count), rounding, what);
                    double[] forward = NumericGradient.forward(function, at, step, 0, count);
                    assertArrayEquals(forward, columns.forward(step, 0, count), rounding, what);
                }
            }
        }
    }

    private RandomFunction any() {
        return RandomFunction.draw(arena, 4, 3, 6, Losses.all(3).getFirst(), Regularization.l2(0.1f), true);
    }

    @Test
    void aRangeIsAPartOfTheGradient() {
        ScoreColumnGradient columns = new ScoreColumnGradient(any().function(), any().parameters());
        double[] all = columns.centered(1e-5, 0, 21);
        double[] forward = columns.forward(1e-5, 0, 21);

        assertArrayEquals(Arrays.copyOfRange(all, 5, 9), columns.centered(1e-5, 5, 9));
        assertArrayEquals(Arrays.copyOfRange(forward, 20, 21), columns.forward(1e-5, 20, 21));
        assertEquals(0, columns.centered(1e-5, 21, 21).length);
    }

    @Test
    void parametersStayWhatTheyAre() {
        double[] parameters = any().parameters();
        new ScoreColumnGradient(any().function(), parameters).centered(0.1, 0, 21);

        assertArrayEquals(any().parameters(), parameters);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-5, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAStepThatIsNone(double step) {
        ScoreColumnGradient columns = new ScoreColumnGradient(any().function(), any().parameters());
        for (Runnable call : new Runnable[] {() -> columns.centered(step, 0, 3), () -> columns.forward(step, 0, 3)}) {
            String message =
                    assertThrows(IllegalArgumentException.class, call::run).getMessage();
            assertTrue(message.contains(String.valueOf(step)), message);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        LossFunction function = any().function();
        assertThrows(IllegalArgumentException.class, () -> new ScoreColumnGradient(function, new double[20]));
        ScoreColumnGradient columns = new ScoreColumnGradient(function, any().parameters());
        assertThrows(IndexOutOfBoundsException.class, () -> columns.centered(1e-5, 0, 22));
        assertThrows(IndexOutOfBoundsException.class, () -> columns.forward(1e-5, -1, 3));
    }
}
