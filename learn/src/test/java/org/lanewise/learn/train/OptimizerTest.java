package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.testing.Allocation;

/** Optimizers against steps computed by hand. */
class OptimizerTest {

    private static final float[] GRADIENT = {2, -4};

    /** Two steps of rate 0.5 from (1, 1), each with the same gradient. */
    private static float[] twoSteps(Optimizer optimizer) {
        float[] parameters = {1, 1};
        float[][] memory = new float[optimizer.memory().size()][2];
        Optimizer.Vectors vectors = new Optimizer.Vectors(parameters, GRADIENT, memory);
        optimizer.update(vectors, 0, 2, 0.5f, 1);
        // In two parts, which are the whole.
        optimizer.update(vectors, 1, 2, 0.5f, 2);
        optimizer.update(vectors, 0, 1, 0.5f, 2);
        return parameters;
    }

    @Test
    void plainDescent() {
        assertArrayEquals(new float[] {-1, 5}, twoSteps(Sgd.plain()));
    }

    /** Velocities -1 and 2, then half of that and once more: -1.5 and 3. */
    @Test
    void momentum() {
        assertArrayEquals(new float[] {-1.5f, 6}, twoSteps(Sgd.momentum(0.5f)));
    }

    /** Momentum's velocities; each step goes on by half the new velocity instead of what momentum kept. */
    @Test
    void nesterov() {
        assertArrayEquals(new float[] {1 - 1.5f - 1.75f, 1 + 3 + 3.5f}, twoSteps(Sgd.nesterov(0.5f)));
    }

    /** A step of the rate, whatever the gradient; then of the rate over the root of two. */
    @Test
    void adaGrad() {
        float second = (float) (0.5 / Math.sqrt(2));
        assertArrayEquals(new float[] {0.5f - second, 1.5f + second}, twoSteps(AdaGrad.standard()), 1e-6f);
    }

    /** Corrected for their start at zero, mean and mean square of a constant are the constant and its square. */
    @Test
    void adam() {
        assertArrayEquals(new float[] {0, 2}, twoSteps(Adam.standard()), 1e-5f);
    }

    /** Against the paper's formulas in double, with gradients that change. */
    @Test
    void adamOfChangingGradients() {
        Adam adam = new Adam(0.8f, 0.95f, 1e-3f);
        float[] parameters = {0.3f};
        float[][] memory = new float[2][1];
        double x = 0.3f;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 30; t++) {
            float g = (float) Math.sin(t * 1.7);
            adam.update(new Optimizer.Vectors(parameters, new float[] {g}, memory), 0, 1, 0.1f, t);
            m = 0.8 * m + 0.2 * g;
            v = 0.95 * v + 0.05 * g * g;
            x -= 0.1 * (m / (1 - Math.pow(0.8, t))) / (Math.sqrt(v / (1 - Math.pow(0.95, t))) + 1e-3);
            assertEquals(x, parameters[0], 1e-5, "step " + t);
        }
    }

    @Test
    @Tag("c2")
    void nothingIsAllocated() {
        for (Optimizer optimizer : all()) {
            float[][] memory = new float[optimizer.memory().size()][100];
            Optimizer.Vectors vectors = new Optimizer.Vectors(new float[100], new float[100], memory);
            Allocation.assertNoneInSteadyState(optimizer.toString(), () -> optimizer.update(vectors, 0, 100, 0.1f, 3));
        }
    }

    static List<Optimizer> all() {
        return List.of(Sgd.plain(), Sgd.momentum(0.9f), Sgd.nesterov(0.9f), AdaGrad.standard(), Adam.standard());
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertRefused("A momentum must be at least 0 and less than 1, but it is 1.0.", () -> Sgd.momentum(1));
        assertRefused("A momentum must be at least 0 and less than 1, but it is NaN.", () -> Sgd.momentum(Float.NaN));
        assertRefused("Nesterov's momentum needs a momentum greater than 0.", () -> Sgd.nesterov(0));
        assertRefused("Epsilon must be positive and finite, but it is 0.0.", () -> new AdaGrad(0));
        assertRefused(
                "A decay rate of Adam must be at least 0 and less than 1, but it is 1.0.",
                () -> new Adam(0.9f, 1, 1e-8f));
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
