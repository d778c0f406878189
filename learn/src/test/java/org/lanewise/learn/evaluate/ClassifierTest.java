package org.lanewise.learn.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;

/** Model, preprocessing and names as one thing that classifies. */
class ClassifierTest {

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Two pixels a and b, centred at 10: scores a - 10, b - 10 and 1. */
    private Classifier firstOrSecondOrDark() {
        LinearModel model = LinearModel.allocate(arena, 3, 2);
        model.weights().copyFrom(new float[] {1, 0, 0, 1, 0, 0});
        model.bias().copyFrom(new float[] {0, 0, 1});
        Preprocessing centred =
                new Preprocessing(FloatMatrix.copyOf(arena, 1, 2, 10, 10), FloatMatrix.copyOf(arena, 1, 2, 1, 1));
        return new Classifier(model, centred, List.of("first", "second", "dark"));
    }

    private Features pixels(int... values) {
        Features images = Features.ofBytes(arena.allocate(values.length), 0, values.length / 2, 2, 2);
        for (int i = 0; i < values.length; i++) {
            images.segment(0).set(ValueLayout.JAVA_BYTE, i, (byte) values[i]);
        }
        return images;
    }

    @Test
    void scoresByHand() {
        FloatMatrix scores = firstOrSecondOrDark().scores(arena, kernels, pixels(255, 7, 10, 12));
        assertArrayEquals(new float[] {245, -3, 1, 0, 2, 1}, scores.toArray());
    }

    @Test
    void predictsTheHighestScoreAndTheFirstOfEqualOnes() {
        Features images = pixels(255, 7, 10, 12, 3, 4, 11, 11, 10, 11);
        assertArrayEquals(new int[] {0, 1, 2, 0, 1}, firstOrSecondOrDark().predict(kernels, images));
        assertEquals(0, firstOrSecondOrDark().predict(kernels, pixels()).length);
    }

    @Test
    void probabilitiesAreTheSoftmaxOfTheScores() {
        FloatMatrix probabilities = firstOrSecondOrDark().probabilities(arena, kernels, pixels(10, 10));
        double sum = 2 + Math.E;
        assertEquals(1 / sum, probabilities.get(0, 0), 1e-7);
        assertEquals(1 / sum, probabilities.get(0, 1), 1e-7);
        assertEquals(Math.E / sum, probabilities.get(0, 2), 1e-7);
    }

    @Test
    void notANumberLosesToEveryNumber() {
        FloatMatrix scores =
                FloatMatrix.copyOf(arena, 3, 2, Float.NaN, Float.NEGATIVE_INFINITY, 1, Float.NaN, Float.NaN, Float.NaN);
        assertEquals(1, Classifier.best(scores, 0));
        assertEquals(0, Classifier.best(scores, 1));
        assertEquals(0, Classifier.best(scores, 2));
    }

    private Examples labeled(Features images, int... labels) {
        return new Examples() {
            @Override
            public Features features() {
                return images;
            }

            @Override
            public int classes() {
                return 3;
            }

            @Override
            public int label(int row) {
                return labels[row];
            }
        };
    }

    @Test
    void classesInAnotherOrderAreMatchedByName() {
        Examples data = labeled(pixels(255, 7, 10, 12, 3, 4), 1, 2, 0);
        Examples matched = firstOrSecondOrDark().matched(data, List.of("dark", "first", "second"));
        assertEquals(List.of(0, 1, 2), List.of(matched.label(0), matched.label(1), matched.label(2)));
        assertEquals(2, matched.select(2, 0).label(0));
        assertEquals(1, Evaluation.of(kernels, firstOrSecondOrDark(), matched).accuracy());
        assertSame(data, firstOrSecondOrDark().matched(data, List.of("first", "second", "dark")));
    }

    @Test
    void imagesOfOtherClassesOrFormAreRefused() {
        Examples data = labeled(pixels(255, 7), 1);
        Examples wide = labeled(Features.ofBytes(arena.allocate(3), 0, 1, 3, 3), 1);
        refusesToMatch("such as \"dark\", which the data do not have", data, "first", "second", "light");
        refusesToMatch("such as \"light\", which the model does not have", data, "first", "second", "light");
        refusesToMatch("such as \"dark\"", data, "first", "second", "second");
        refusesToMatch("but there are 2 names", data, "first", "second");
        refusesToMatch("examples of 2 features, but these have 3", wide, "first", "second", "dark");
    }

    private void refusesToMatch(String part, Examples data, String... names) {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> firstOrSecondOrDark().matched(data, List.of(names)))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    /** The sentence stays one, however many classes there are. */
    @Test
    void aWrongNameIsNamedAlone() {
        LinearModel model = LinearModel.allocate(arena, 3, 2);
        Preprocessing none = Preprocessing.none(arena, 2);
        for (String wrong : List.of("a", " ")) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> new Classifier(model, none, List.of("a", "other", wrong)))
                    .getMessage();
            assertTrue(message.startsWith("A class name ") && !message.contains("other"), message);
        }
    }

    @Test
    void threadsAgree() {
        SplittableRandom random = new SplittableRandom(160);
        Classifier classifier = new Classifier(
                Inputs.model(arena, random, 4, 100, 0.1),
                Inputs.preprocessing(arena, random, 100),
                List.of("a", "b", "c", "d"));
        Features images = Inputs.pixels(arena, random, 500, 100, 0, 0);
        try (Workers workers = Workers.of(2)) {
            assertArrayEquals(classifier.predict(kernels, images), classifier.predict(kernels.on(workers), images));
        }
    }

    @Test
    void refusesPartsThatDoNotFit() {
        LinearModel model = LinearModel.allocate(arena, 2, 5);
        Preprocessing five = Preprocessing.none(arena, 5);
        refuses("5 features", () -> new Classifier(model, Preprocessing.none(arena, 6), List.of("a", "b")));
        refuses("there are 1 names", () -> new Classifier(model, five, List.of("a")));
        refuses("blank", () -> new Classifier(model, five, List.of("a", " ")));
        refuses("twice", () -> new Classifier(model, five, List.of("a", "a")));
        LinearModel none = LinearModel.allocate(arena, 0, 5);
        refuses("at least one class", () -> new Classifier(none, five, List.of()));
    }

    private static void refuses(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
