package org.lanewise.learn.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that satisfy the strong Wolfe conditions, found with the trials that the algorithm prescribes. */
@Tag("any-kernels")
class LineSearchTest {

    /** A point of a line: step length, value and slope there. */
    private record Place(double length, double value, double slope) {}

    /** A function of which only what it answers next is known: the first is the value and slope at 0. */
    private static final class Script {

        private final double[][] answers;
        private final List<Double> lengths = new ArrayList<>();
        private final LineSearch search;
        private final boolean found;

        Script(double first, double[]... answers) {
            this.answers = answers;
            search = new LineSearch(function(1, this::next));
            found = search.search(
                    new double[] {0}, answers[0][0], new double[] {answers[0][1]}, new double[] {1}, first);
        }

        private double next(double[] point, double[] gradient) {
            lengths.add(point[0]);
            double[] answer = answers[Math.min(lengths.size(), answers.length - 1)];
            gradient[0] = answer[1];
            return answer[0];
        }

        Place at(int trial) {
            double[] answer = answers[trial];
            return new Place(trial == 0 ? 0 : lengths.get(trial - 1), answer[0], answer[1]);
        }

        void assertTrials(double... expected) {
            assertEquals(expected.length, search.evaluations, lengths.toString());
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], lengths.get(i), 1e-9 * expected[i], "trial " + i + " of " + lengths);
            }
        }
    }

    private static DifferentiableFunction function(int size, ToDoubleBiFunction<double[], double[]> function) {
        return new DifferentiableFunction() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public double at(double[] point, double[] gradient) {
                return function.applyAsDouble(point, gradient);
            }
        };
    }

    private static double[] answer(double value, double slope) {
        return new double[] {value, slope};
    }

    /** Where the cubic through two places is lowest: the root of its derivative, a parabola, at which it curves upward. */
    private static double lowest(Place a, Place b) {
        double h = b.length - a.length;
        double mean = (b.value - a.value) / h;
        double c = (3 * mean - 2 * a.slope - b.slope) / h;
        double d = (a.slope + b.slope - 2 * mean) / (h * h);
        double u = (-c + Math.sqrt(c * c - 3 * d * a.slope)) / (3 * d);
        assertTrue(2 * c + 6 * d * u > 0, "the test's own cubic");
        return a.length + u;
    }

    /** {@code x^2 / 2} from 1 towards its minimum: slope t - 1. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1", // the minimum at once
        "0.125, 0.125, 1", // flatter than 0.9 of the slope at the start
        "0.0009765625, 0.125, 8", // doubled seven times until it is
        "1.875, 1.875, 1", // past the minimum, and flat enough
        "1.9375, 1, 2", // too steep behind the minimum: the parabola between has it
        "4, 1, 2", // too high
        "16, 1, 3" // the minimum is too close to the bracket's end to be trusted, so it is halved first
    })
    void parabola(double first, double length, int evaluations) {
        LineSearch search = new LineSearch(function(1, (point, gradient) -> {
            gradient[0] = point[0];
            return point[0] * point[0] / 2;
        }));
        assertTrue(search.search(new double[] {1}, 0.5, new double[] {1}, new double[] {-1}, first));
        assertEquals(length, search.length, 1e-6);
        assertEquals(evaluations, search.evaluations);
        assertEquals(search.point[0] * search.point[0] / 2, search.value);
        assertEquals(search.point[0], search.gradient[0]);
        assertEquals(1 - length, search.point[0], 1e-6);
    }

    /** Sums of {@code log(1 + exp(a x))} and of squares, in directions that are not the gradient's, from any first length. */
    @Test
    void wolfeConditionsHold() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 300; round++) {
            int n = 1 + round % 7;
            double[][] a = new double[2 * n][];
            for (int i = 0; i < a.length; i++) {
                a[i] = gaussians(random, n);
            }
            ToDoubleBiFunction<double[], double[]> function = (x, gradient) -> logistic(a, x, gradient);
            assertWolfe(function, gaussians(random, n), random, Math.pow(10, random.nextDouble(-3, 3)));
        }
    }

    /** Not convex: {@code 100 (y - x^2)^2 + (1 - x)^2}. */
    @Test
    void wolfeConditionsHoldInRosenbrocksValley() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 300; round++) {
            assertWolfe(
                    LineSearchTest::rosenbrock, gaussians(random, 2), random, Math.pow(10, random.nextDouble(-3, 1)));
        }
    }

    private static void assertWolfe(
            ToDoubleBiFunction<double[], double[]> function, double[] start, SplittableRandom random, double first) {
        int n = start.length;
        double[] gradient = new double[n];
        double value = function.applyAsDouble(start, gradient);
        double[] direction = new double[n];
        for (int i = 0; i < n; i++) {
            direction[i] = -gradient[i] * random.nextDouble(0.1, 1);
        }
        double slope = dot(gradient, direction);
        LineSearch search = new LineSearch(function(n, function));
        assertTrue(search.search(start.clone(), value, gradient.clone(), direction.clone(), first), "from " + first);

        double[] there = new double[n];
        for (int i = 0; i < n; i++) {
            assertEquals(start[i] + search.length * direction[i], search.point[i]);
        }
        double valueThere = function.applyAsDouble(search.point, there);
        assertEquals(valueThere, search.value);
        assertArrayEquals(there, search.gradient);
        assertTrue(valueThere <= value + 1e-4 * search.length * slope, () -> value + " to " + valueThere);
        assertTrue(Math.abs(dot(there, direction)) <= -0.9 * slope, () -> slope + " to " + dot(there, direction));
        assertTrue(search.evaluations <= 21, () -> search.evaluations + " evaluations");
    }

    private static double[] gaussians(SplittableRandom random, int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    private static double logistic(double[][] a, double[] x, double[] gradient) {
        double value = 0;
        for (int j = 0; j < x.length; j++) {
            value += x[j] * x[j] / 100;
            gradient[j] = x[j] / 50;
        }
        for (double[] row : a) {
            double z = dot(row, x);
            value += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
            for (int j = 0; j < x.length; j++) {
                gradient[j] += row[j] / (1 + Math.exp(-z));
            }
        }
        return value;
    }

    private static double rosenbrock(double[] x, double[] gradient) {
        double off = x[1] - x[0] * x[0];
        gradient[0] = -400 * x[0] * off - 2 * (1 - x[0]);
        gradient[1] = 200 * off;
        return 100 * off * off + (1 - x[0]) * (1 - x[0]);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** {@code 2 x - log x} has its minimum at 1/2, is infinite at 0 and NaN below. */
    @Test
    void valuesThatAreNotFiniteAreTooFar() {
        LineSearch search = new LineSearch(function(1, (point, gradient) -> {
            gradient[0] = 2 - 1 / point[0];
            return 2 * point[0] - Math.log(point[0]);
        }));
        assertTrue(search.search(new double[] {1}, 2, new double[] {1}, new double[] {-1}, 4));
        assertEquals(0.5, search.length);
        assertEquals(4, search.evaluations, "4 and 2 are NaN, 1 infinite");
    }

    @Test
    void alongAnAscentThereIsNone() {
        Script script = new Script(1, answer(0, 1), answer(1, 1));
        assertFalse(script.found);
        assertEquals(21, script.search.evaluations);
    }

    @Test
    void withoutAnyDecreaseThereIsNone() {
        Script script = new Script(1, answer(0, -1), answer(0, -1));
        assertFalse(script.found);
        assertEquals(21, script.search.evaluations);
    }

    /** Twenty trials, and the last is the lowest. */
    @Test
    void whatFallsForeverIsFollowedFarButNotForever() {
        LineSearch line = new LineSearch(function(1, (point, gradient) -> {
            gradient[0] = -1;
            return -point[0];
        }));
        assertTrue(line.search(new double[] {0}, 0, new double[] {-1}, new double[] {1}, 1));
        assertEquals(20, line.evaluations);
        assertEquals(1 << 19, line.length);
        assertEquals(-(1 << 19), line.value);
    }

    /** Where no trial of a bracket is flat enough, the lowest counts, with its own point and gradient. */
    @ParameterizedTest
    @ValueSource(ints = {2, 7, 20, 21})
    void theLowestPointWillDoInTheEnd(int lowest) {
        double[][] answers = new double[22][];
        answers[0] = answer(0, -1);
        answers[1] = answer(1, 1);
        for (int i = 2; i < answers.length; i++) {
            answers[i] = answer(i == lowest ? -30 : i < lowest ? -i : 40 - i, -1 - i);
        }
        Script script = new Script(1, answers);
        assertTrue(script.found);
        assertEquals(21, script.search.evaluations);
        assertEquals(-30, script.search.value);
        assertEquals(script.lengths.get(lowest - 1), script.search.length);
        assertEquals(script.lengths.get(lowest - 1), script.search.point[0]);
        assertEquals(-1 - lowest, script.search.gradient[0]);
    }

    /** Trials before the bracket count too. */
    @Test
    void theLowestPointMayBeOutsideTheBracket() {
        double[][] answers = new double[22][];
        answers[0] = answer(0, -1);
        answers[1] = answer(-3, -0.95);
        Arrays.fill(answers, 2, answers.length, answer(-1, 5));
        Script script = new Script(1, answers);
        assertTrue(script.found);
        assertEquals(-3, script.search.value);
        assertEquals(1, script.search.point[0]);
    }

    /** Values that differ by what rounding does say nothing; that the slope has become flatter does. */
    @Test
    void whereRoundingHidesTheDecreaseTheSlopeDecides() {
        new Script(1, answer(1, -1e-9), answer(1 + 1e-8, -0.5e-9)).assertTrials(1);
        new Script(1, answer(1, -1e-9), answer(1 + 1e-8, 0.9e-9)).assertTrials(1);
        Script steep = new Script(1, answer(1, -1e-9), answer(1 + 1e-8, 0.95e-9), answer(1 + 1e-8, 0.1e-9));
        assertTrue(steep.found);
        assertEquals(2, steep.search.evaluations);
        assertFalse(new Script(1, answer(1, -1e-9), answer(1 + 1e-6, 0)).found);
    }

    /** The conditions hold with equality too. */
    @Test
    void exactlyLowAndFlatEnough() {
        new Script(1, answer(0, -1), answer(-1e-4, -0.9)).assertTrials(1);
        new Script(1, answer(0, -1), answer(-1e-4, 0.9)).assertTrials(1);
        Script high = new Script(1, answer(0, -1), answer(-0.99e-4, 0), answer(-1, 0));
        high.assertTrials(1, lowest(high.at(0), high.at(1)));
    }

    /** As long as it falls steeply the step is doubled; what rises again is the other end of the bracket. */
    @Test
    void doubledUntilTheSlopeTurns() {
        Script script = new Script(
                1, answer(0, -1), answer(-0.5, -0.95), answer(-1, -0.92), answer(-1.2, 0.95), answer(-1.3, 0));
        assertTrue(script.found);
        script.assertTrials(1, 2, 4, lowest(script.at(3), script.at(2)));
    }

    @Test
    void doubledUntilItIsNotLowerThanBefore() {
        Script script = new Script(1, answer(0, -1), answer(-0.5, -0.95), answer(-0.5, 0), answer(-0.6, 0));
        assertTrue(script.found);
        script.assertTrials(1, 2, lowest(script.at(1), script.at(2)));
    }

    @Test
    void inABracketWhatIsHighBecomesTheFarEnd() {
        Script script =
                new Script(4, answer(0, -1), answer(3, 5), answer(0.5, 2), answer(0.01, 0.5), answer(-0.2, 0.1));
        assertTrue(script.found);
        double second = lowest(script.at(0), script.at(1));
        script.assertTrials(4, second, lowest(script.at(0), script.at(2)), lowest(script.at(0), script.at(3)));
    }

    @Test
    void inABracketWhatIsLowBecomesTheNearEnd() {
        // Falling towards the far end, which stays.
        Script falling = new Script(1, answer(0, -1), answer(1, 5), answer(-0.1, -0.95), answer(-0.15, 0));
        assertTrue(falling.found);
        double second = lowest(falling.at(0), falling.at(1));
        falling.assertTrials(1, second, lowest(falling.at(2), falling.at(1)));
        // Rising towards it: the near end becomes the far one.
        Script rising = new Script(1, answer(0, -1), answer(1, 5), answer(-0.1, 0.95), answer(-0.15, 0));
        assertTrue(rising.found);
        rising.assertTrials(1, second, lowest(rising.at(2), rising.at(0)));
    }

    /** In a bracket a trial must be lower than the near end, not only than the start. */
    @Test
    void inABracketTheNearEndIsTheLowest() {
        Script script =
                new Script(1, answer(0, -1), answer(1, 5), answer(-0.1, -0.95), answer(-0.1, 0), answer(-0.12, 0));
        assertTrue(script.found);
        double second = lowest(script.at(0), script.at(1));
        double third = lowest(script.at(2), script.at(1));
        script.assertTrials(1, second, third, lowest(script.at(2), script.at(3)));
    }

    /** A cubic whose minimum is within a tenth of an end says little: the bracket is halved. */
    @Test
    void closeToAnEndTheBracketIsHalved() {
        Script script = new Script(1, answer(0, -1), answer(-5, 1), answer(-6, 0.2));
        assertTrue(script.found);
        assertTrue(lowest(script.at(1), script.at(0)) > 0.9);
        script.assertTrials(1, 0.5);
    }

    /** The bracket between the third trial and the second, in which the near end is the farther one. */
    @Test
    void aBracketMayLieBackwards() {
        Script script = new Script(
                1,
                answer(0, -1),
                answer(-0.5, -0.95),
                answer(-1, -0.92),
                answer(-1.2, 0.95),
                answer(-1.25, 0.94),
                answer(-1.3, 0));
        assertTrue(script.found);
        script.assertTrials(1, 2, 4, lowest(script.at(3), script.at(2)), lowest(script.at(4), script.at(2)));
    }

    /** Slopes count in proportion to that at the start, here -2. */
    @Test
    void flatIsRelative() {
        new Script(1, answer(0, -2), answer(-1, 1.8)).assertTrials(1);
        Script steep = new Script(1, answer(0, -2), answer(1, 5), answer(-0.1, -1.9), answer(-0.2, -1.8));
        assertTrue(steep.found);
        steep.assertTrials(1, lowest(steep.at(0), steep.at(1)), lowest(steep.at(2), steep.at(1)));
    }

    /** Doubling and narrowing have 21 trials together, whichever way the bracket was found. */
    @Test
    void aBracketIsGivenUp() {
        Script high = new Script(1, answer(0, -1), answer(-0.5, -0.95), answer(1, 1));
        assertTrue(high.found);
        assertEquals(-0.5, high.search.value);
        assertEquals(21, high.search.evaluations);
        Script turned = new Script(1, answer(0, -1), answer(-0.5, -0.95), answer(-1, 0.95), answer(1, 1));
        assertTrue(turned.found);
        assertEquals(-1, turned.search.value);
        assertEquals(21, turned.search.evaluations);
    }
}
