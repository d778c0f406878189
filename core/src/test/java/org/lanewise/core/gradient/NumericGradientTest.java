package org.lanewise.core.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Differences of functions whose gradient is known. */
@Tag("any-kernels")
class NumericGradientTest {

    /** x^3 + sin y + x y z. */
    private static final ToDoubleFunction<double[]> FUNCTION =
            p -> p[0] * p[0] * p[0] + Math.sin(p[1]) + p[0] * p[1] * p[2];

    private static double[] gradient(double[] p) {
        return new double[] {3 * p[0] * p[0] + p[1] * p[2], Math.cos(p[1]) + p[0] * p[2], p[0] * p[1]};
    }

    private static final double[] POINT = {0.7, -1.3, 2.1};

    @Test
    void agreesWithCalculus() {
        assertArrayEquals(gradient(POINT), NumericGradient.centered(FUNCTION, POINT.clone()), 1e-9);
        assertArrayEquals(gradient(POINT), NumericGradient.forward(FUNCTION, POINT.clone()), 1e-4);
    }

    @Test
    void aRangeIsAPartOfTheGradient() {
        double[] all = NumericGradient.centered(FUNCTION, POINT.clone());
        double[] forward = NumericGradient.forward(FUNCTION, POINT.clone());

        assertArrayEquals(new double[] {all[1], all[2]}, NumericGradient.centered(FUNCTION, POINT.clone(), 1e-5, 1, 3));
        assertArrayEquals(new double[] {forward[0]}, NumericGradient.forward(FUNCTION, POINT.clone(), 1e-5, 0, 1));
        assertArrayEquals(
                new double[] {forward[1], forward[2]}, NumericGradient.forward(FUNCTION, POINT.clone(), 1e-5, 1, 3));
        assertEquals(0, NumericGradient.centered(FUNCTION, POINT.clone(), 1e-5, 3, 3).length);
    }

    /** Where the step shrinks by 4, the forward error shrinks by 4, the centered one by 16. */
    @Test
    void errorsAreOfFirstAndSecondOrder() {
        double exact = Math.exp(1);
        ToDoubleFunction<double[]> exp = p -> Math.exp(p[0]);
        double h = 1.0 / 64;
        double forward = NumericGradient.forward(exp, new double[] {1}, h, 0, 1)[0] - exact;
        double forwardFiner = NumericGradient.forward(exp, new double[] {1}, h / 4, 0, 1)[0] - exact;
        double centered = NumericGradient.centered(exp, new double[] {1}, h, 0, 1)[0] - exact;
        double centeredFiner = NumericGradient.centered(exp, new double[] {1}, h / 4, 0, 1)[0] - exact;

        assertEquals(4, forward / forwardFiner, 0.1);
        assertEquals(16, centered / centeredFiner, 0.1);
        assertEquals(h / 2 * exact, forward, 0.01 * Math.abs(forward), "h f'' / 2");
        assertEquals(h * h / 6 * exact, centered, 0.01 * Math.abs(centered), "h^2 f''' / 6");
    }

    /** A parabola has no third derivative, a line not even a second. */
    @Test
    void isExactForLowDegrees() {
        double h = 0.25;
        assertEquals(6, NumericGradient.centered(p -> p[0] * p[0], new double[] {3}, h, 0, 1)[0]);
        assertEquals(6.25, NumericGradient.forward(p -> p[0] * p[0], new double[] {3}, h, 0, 1)[0]);
        assertEquals(-2, NumericGradient.forward(p -> 7 - 2 * p[0], new double[] {3}, h, 0, 1)[0]);
    }

    @Test
    void countsItsEvaluations() {
        int[] count = new int[1];
        ToDoubleFunction<double[]> counting = p -> count[0]++;
        NumericGradient.centered(counting, new double[10]);
        assertEquals(20, count[0]);
        count[0] = 0;
        NumericGradient.forward(counting, new double[10]);
        assertEquals(11, count[0]);
        count[0] = 0;
        NumericGradient.forward(counting, new double[10], 1e-5, 4, 6);
        assertEquals(3, count[0]);
    }

    private static double[] awkward() {
        double[] values = new SplittableRandom(1).doubles(20, -1e3, 1e3).toArray();
        values[0] = -0.0;
        values[1] = Double.MIN_VALUE;
        values[2] = 1e300;
        values[3] = 0.1;
        values[4] = Double.NEGATIVE_INFINITY;
        values[5] = 1e-17;
        return values;
    }

    private static void assertSameBits(double[] expected, double[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(
                    Double.doubleToRawLongBits(expected[i]), Double.doubleToRawLongBits(actual[i]), "parameter " + i);
        }
    }

    @Test
    void restoresParametersExactly() {
        double[] parameters = awkward();
        NumericGradient.centered(p -> 1, parameters);
        assertSameBits(awkward(), parameters);
        NumericGradient.forward(p -> 1, parameters);
        assertSameBits(awkward(), parameters);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20, 39, 40})
    void restoresParametersWhenTheFunctionThrows(int evaluation) {
        double[] parameters = awkward();
        int[] count = new int[1];
        ToDoubleFunction<double[]> failing = p -> {
            if (++count[0] == evaluation) {
                throw new ArithmeticException("no value here");
            }
            return 0;
        };
        assertThrows(ArithmeticException.class, () -> NumericGradient.centered(failing, parameters));
        assertSameBits(awkward(), parameters);
        count[0] = 0;
        if (evaluation <= 21) {
            assertThrows(ArithmeticException.class, () -> NumericGradient.forward(failing, parameters));
            assertSameBits(awkward(), parameters);
        }
    }

    /** Only the parameter in question is off its place when the function is called. */
    @Test
    void shiftsOneParameterAtATime() {
        double[] parameters = {1, 2, 3};
        int[] evaluation = new int[1];
        NumericGradient.centered(
                p -> {
                    int i = evaluation[0] / 2;
                    double sign = evaluation[0] % 2 == 0 ? 1 : -1;
                    for (int j = 0; j < 3; j++) {
                        assertEquals(j + 1 + (i == j ? sign * 0.5 : 0), p[j]);
                    }
                    return evaluation[0]++;
                },
                parameters,
                0.5,
                0,
                3);
        assertEquals(6, evaluation[0]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-5, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAStepThatIsNone(double step) {
        for (int form = 0; form < 2; form++) {
            boolean centered = form == 0;
            String message = assertThrows(
                            IllegalArgumentException.class, () -> difference(centered, new double[3], step, 0, 3))
                    .getMessage();
            assertTrue(message.contains(String.valueOf(step)), message);
        }
    }

    @Test
    void refusesRangesOutsideTheParameters() {
        for (int form = 0; form < 2; form++) {
            boolean centered = form == 0;
            assertThrows(IndexOutOfBoundsException.class, () -> difference(centered, new double[3], 1e-5, 0, 4));
            assertThrows(IndexOutOfBoundsException.class, () -> difference(centered, new double[3], 1e-5, -1, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> difference(centered, new double[3], 1e-5, 2, 1));
        }
    }

    private static double[] difference(boolean centered, double[] parameters, double step, int from, int to) {
        return centered
                ? NumericGradient.centered(p -> 0, parameters, step, from, to)
                : NumericGradient.forward(p -> 0, parameters, step, from, to);
    }
}
