package org.lanewise.core.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Losses;

/** The gradient check passes right gradients, fails wrong ones, and says where it cannot tell. */
@Tag("any-kernels")
class NumericReferenceTest {

    private static final double STEP = NumericGradient.DEFAULT_STEP;
    private static final double TOLERANCE = 1e-7;

    private static final Map<String, Double> LARGEST = new TreeMap<>();

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    @AfterAll
    static void print() {
        LARGEST.forEach((loss, error) -> System.out.printf("gradient in double, %s: %.1e%n", loss, error));
    }

    private static int[] all(LossFunction function) {
        return IntStream.range(0, function.parameterCount()).toArray();
    }

    private static NumericReference reference(RandomFunction problem) {
        return NumericReference.of(problem.function(), problem.parameters(), STEP, all(problem.function()));
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 3", "3, 5, 1", "9, 4, 7", "40, 10, 30"})
    void theAnalyticGradientInDoublePasses(int images, int classes, int features) {
        for (Loss loss : Losses.all(classes)) {
            for (Regularization regularization : Losses.regularizations()) {
                for (boolean bias : new boolean[] {true, false}) {
                    RandomFunction problem =
                            RandomFunction.draw(arena, images, classes, features, loss, regularization, bias);
                    GradientCheck check =
                            reference(problem).check(problem.function().gradient(problem.parameters()));

                    LARGEST.merge(Losses.kind(loss), check.relativeError(), Math::max);
                    String what = loss + ", " + regularization + ", bias " + bias + ": " + check;
                    assertTrue(check.passes(TOLERANCE), what);
                    assertEquals(
                            problem.parameters().length,
                            check.checked() + check.kinks().size(),
                            what);
                    assertTrue(check.kinks().size() <= check.checked() / 10, what);
                }
            }
        }
    }

    private RandomFunction problem(Loss loss) {
        return RandomFunction.draw(arena, 20, 4, 10, loss, new Regularization(0.02f, 0.05f, false), true);
    }

    /** One mistake in a gradient that is otherwise right; 11 parameters a class, the last of them its bias. */
    static List<Consumer<double[]>> mistakes() {
        return List.of(
                g -> g[0] *= 1 + 1e-6,
                g -> g[43] = -g[43],
                g -> g[10] += 0.05 * 0.3,
                g -> g[17] = 0,
                g -> g[30] = Double.NaN,
                g -> {
                    double swapped = g[1];
                    g[1] = g[2];
                    g[2] = swapped;
                },
                g -> {
                    for (int p = 0; p < g.length; p++) {
                        g[p] *= 20.0 / 19;
                    }
                });
    }

    @Test
    void aWrongGradientFails() {
        for (Loss loss : Losses.all(4)) {
            RandomFunction problem = problem(loss);
            NumericReference reference = reference(problem);
            for (int m = 0; m < mistakes().size(); m++) {
                double[] gradient = problem.function().gradient(problem.parameters());
                assertTrue(reference.check(gradient).passes(TOLERANCE), "right at first");
                mistakes().get(m).accept(gradient);
                assertFalse(reference.check(gradient).passes(TOLERANCE), loss + ", mistake " + m);
            }
        }
    }

    @Test
    void theMistakeIsNamed() {
        RandomFunction problem = problem(SoftmaxCrossEntropy.softmax());
        double[] gradient = problem.function().gradient(problem.parameters());
        double right = gradient[23];
        gradient[23] *= 1.5;
        GradientCheck check = NumericReference.of(problem.function(), problem.parameters(), STEP, 40, 23, 7)
                .check(gradient);

        assertEquals(3, check.checked());
        assertEquals(23, check.index());
        assertEquals(1.5 * right, check.analytic());
        assertEquals(right, check.numeric(), 1e-9);
        assertEquals(1 / 3.0, check.relativeError(), 1e-6);
        assertEquals(
                23,
                NumericReference.of(problem.function(), problem.parameters(), STEP, 23)
                        .check(gradient)
                        .index());
        assertTrue(
                NumericReference.of(problem.function(), problem.parameters(), STEP, 40, 7)
                        .check(gradient)
                        .passes(TOLERANCE),
                "what is not chosen is not judged");
    }

    /** Images of two pixels. */
    private Features pixels(int... values) {
        MemorySegment segment = arena.allocate(values.length);
        for (int i = 0; i < values.length; i++) {
            segment.set(ValueLayout.JAVA_BYTE, i, (byte) values[i]);
        }
        return Features.ofBytes(segment, 0, values.length / 2, 2, 2);
    }

    /** One image with pixels 2 and 0, so its scores are {@code f_k = 2 W_k0}. */
    private LossFunction twoPixels(Loss loss, Regularization regularization) {
        Features pixels = pixels(2, 0);
        Preprocessing none = Preprocessing.none(arena, 2);
        return new LossFunction(
                Kernels.scalar(),
                Minibatch.of(pixels, new int[1]),
                3,
                none,
                new Objective(loss, regularization),
                false);
    }

    /** f = (2, 1, 0.4), label 0: class 1 keeps the margin of 1 exactly. Moving f_0 or f_1 meets the kink, f_2 does not. */
    @Test
    void kinksOfTheHingeAreListed() {
        for (boolean squared : new boolean[] {false, true}) {
            Loss hinge = new MulticlassHinge(1, squared, ClassWeights.equal());
            LossFunction function = twoPixels(hinge, Regularization.none());
            double[] parameters = {1, 5, 0.5, 5, 0.2, 5};
            GradientCheck check = NumericReference.of(function, parameters, STEP, all(function))
                    .check(function.gradient(parameters));

            assertEquals(
                    List.of(0, 2), check.kinks().stream().map(Kink::parameter).toList());
            assertEquals(4, check.checked(), "the second pixel is 0, so its weights move no score");
            assertTrue(check.passes(TOLERANCE), check.toString());
            Kink kink = check.kinks().get(1);
            assertEquals(Kink.Cause.MARGIN, kink.cause());
            assertEquals(0, kink.analytic());
            assertEquals(squared ? 1e-5 : 1, kink.numeric(), 1e-5, "a mean of the slopes at both sides");
        }
    }

    /** Class 0 wins by 1 and should win by 1.5: a margin that is violated by 0.5. */
    @Test
    void aKinkThatIsJustReachedIsOne() {
        Loss hinge = new MulticlassHinge(1.5f, false, ClassWeights.equal());
        double[] scores = {1.5, 0.5};

        assertTrue(hinge.hasKink(scores, 0, 1, 0.5));
        assertFalse(hinge.hasKink(scores, 0, 1, 0.499));
        LossFunction function = twoPixels(SoftmaxCrossEntropy.softmax(), Regularization.l1(0.1f));
        double[] parameters = {1, 0.25, -0.25, 0.26, -3, 2};
        GradientCheck check =
                NumericReference.of(function, parameters, 0.5, all(function)).check(function.gradient(parameters));
        assertEquals(
                List.of(1, 2, 3), check.kinks().stream().map(Kink::parameter).toList());
    }

    @Test
    void kinksAreAsFarAwayAsTheStepReaches() {
        LossFunction function = twoPixels(MulticlassHinge.svm(), Regularization.none());
        double[] parameters = {1, 5, 0.5 + 1e-6, 5, 0.2, 5};
        double[] gradient = function.gradient(parameters);

        assertEquals(2, kinks(function, parameters, gradient, 1e-5));
        assertEquals(2, kinks(function, parameters, gradient, 2.1e-6));
        assertEquals(0, kinks(function, parameters, gradient, 1.9e-6));
        GradientCheck rounded =
                NumericReference.of(function, parameters, 1e-7, all(function)).check(gradient, new double[] {3e-6});
        assertEquals(2, rounded.kinks().size(), "rounded scores may be on the other side");
    }

    private static int kinks(LossFunction function, double[] parameters, double[] gradient, double step) {
        return NumericReference.of(function, parameters, step, all(function))
                .check(gradient)
                .kinks()
                .size();
    }

    @Test
    void anImageThatCostsNothingHasNoKink() {
        Loss free = new MulticlassHinge(1, false, ClassWeights.of(0, 1, 1));
        LossFunction function = twoPixels(free, Regularization.none());
        double[] parameters = {1, 5, 0.5, 5, 0.2, 5};

        assertEquals(0, kinks(function, parameters, function.gradient(parameters), STEP));
    }

    @Test
    void kinksOfL1AreListed() {
        LossFunction function = twoPixels(SoftmaxCrossEntropy.softmax(), Regularization.l1(0.1f));
        double[] parameters = {1, 0, 4e-6, 1.1e-5, -0.0, 2};
        double[] gradient = function.gradient(parameters);
        GradientCheck check =
                NumericReference.of(function, parameters, STEP, all(function)).check(gradient);

        assertEquals(
                List.of(1, 2, 4), check.kinks().stream().map(Kink::parameter).toList());
        assertTrue(check.kinks().stream().allMatch(kink -> kink.cause() == Kink.Cause.WEIGHT));
        assertTrue(check.passes(TOLERANCE), check.toString());
        LossFunction without = twoPixels(SoftmaxCrossEntropy.softmax(), Regularization.l2(0.1f));
        assertEquals(0, kinks(without, parameters, without.gradient(parameters), STEP));
    }

    /** A bias of 0 is a kink only if L1 counts it. */
    @Test
    void aBiasIsAKinkIfItIsRegularized() {
        RandomFunction spared =
                RandomFunction.draw(arena, 5, 3, 2, SoftmaxCrossEntropy.softmax(), Regularization.l1(0.1f), true);
        RandomFunction counted = RandomFunction.draw(
                arena,
                5,
                3,
                2,
                SoftmaxCrossEntropy.softmax(),
                Regularization.l1(0.1f).withBias(),
                true);
        for (RandomFunction problem : List.of(spared, counted)) {
            problem.parameters()[2] = 0;
            GradientCheck check = reference(problem).check(problem.function().gradient(problem.parameters()));
            assertEquals(problem == counted ? 1 : 0, check.kinks().size());
            assertTrue(check.passes(TOLERANCE), check.toString());
        }
    }

    @Test
    void nothingButKinksIsNoPass() {
        LossFunction function = twoPixels(SoftmaxCrossEntropy.softmax(), Regularization.l1(0.1f));
        double[] zeros = new double[6];
        GradientCheck check = NumericReference.of(function, zeros, STEP, 0, 3).check(function.gradient(zeros));

        assertEquals(0, check.checked());
        assertFalse(check.passes(1));
    }

    @Test
    void aStepThatIsTooLargeOrTooSmallFails() {
        RandomFunction problem = problem(SoftmaxCrossEntropy.softmax());
        double[] gradient = problem.function().gradient(problem.parameters());
        for (double step : new double[] {1e-2, 1e-10}) {
            GradientCheck check = NumericReference.of(
                            problem.function(), problem.parameters(), step, all(problem.function()))
                    .check(gradient);
            assertFalse(check.passes(TOLERANCE), step + ": " + check);
        }
    }

    /** Pixels up to 255 would move scores 255 times as far. */
    @Test
    void pixelsThatAreNotScaledPass() {
        Features pixels = pixels(255, 255, 100, 7, 206, 30);
        for (Loss loss : Losses.all(3)) {
            LossFunction function = new LossFunction(
                    Kernels.scalar(),
                    Minibatch.of(pixels, new int[] {0, 1, 2}),
                    3,
                    Preprocessing.none(arena, 2),
                    new Objective(loss, Regularization.l2(1e-3f)),
                    true);
            double[] parameters = {0.01, -0.007, 0.5, 0.001, 0.004, -1, 0.002, -0.011, 0.25};
            GradientCheck check = NumericReference.of(function, parameters, STEP, all(function))
                    .check(function.gradient(parameters));
            assertTrue(check.passes(TOLERANCE), loss + ": " + check);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        RandomFunction problem = problem(SoftmaxCrossEntropy.softmax());
        NumericReference reference = reference(problem);
        assertThrows(IllegalArgumentException.class, () -> reference.check(new double[43]));
        assertThrows(IllegalArgumentException.class, () -> reference.check(new double[44], new double[19]));
        assertThrows(
                IllegalArgumentException.class, () -> NumericReference.of(problem.function(), new double[43], STEP, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> NumericReference.of(problem.function(), problem.parameters(), 0, 0));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> NumericReference.of(problem.function(), problem.parameters(), STEP, 44));
    }
}
