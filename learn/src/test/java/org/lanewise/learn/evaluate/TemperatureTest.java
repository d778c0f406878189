package org.lanewise.learn.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;

/** The temperature against a search over a grid of the loss in double. */
class TemperatureTest {

    private static final int CLASSES = 3;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Features are scores; labels are drawn with the probabilities of the scores divided by a temperature. */
    private Examples draw(double temperature, int count) {
        SplittableRandom random = new SplittableRandom(5);
        float[][] features = new float[count][CLASSES];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < CLASSES; k++) {
                features[i][k] = (float) (3 * random.nextGaussian());
                // Gumbel: the highest is k with the probability of softmax.
                double drawn = features[i][k] / temperature - Math.log(-Math.log(random.nextDouble()));
                labels[i] = drawn > best ? k : labels[i];
                best = Math.max(best, drawn);
            }
        }
        return Examples.copyOf(arena, features, labels);
    }

    private Classifier identity(float size) {
        LinearModel model = LinearModel.allocate(arena, CLASSES, CLASSES);
        for (int k = 0; k < CLASSES; k++) {
            model.weights().set(k, k, size);
        }
        return new Classifier(model, Preprocessing.none(arena, CLASSES), List.of("a", "b", "c"));
    }

    private static double loss(FloatMatrix scores, Examples examples, double temperature) {
        double loss = 0;
        for (int i = 0; i < scores.rows(); i++) {
            double sum = 0;
            for (int k = 0; k < CLASSES; k++) {
                sum += Math.exp(scores.get(i, k) / temperature);
            }
            loss += Math.log(sum) - scores.get(i, examples.label(i)) / temperature;
        }
        return loss / scores.rows();
    }

    @Test
    void theLossIsLeastThere() {
        for (double drawn : new double[] {0.3, 1, 4}) {
            Examples examples = draw(drawn, 4000);
            Classifier classifier = identity(1);
            FloatMatrix scores = classifier.scores(arena, kernels, examples.features());
            Temperature found = Temperature.fit(kernels, classifier, examples);
            assertEquals(drawn, found.value(), 0.15 * drawn);
            double least = loss(scores, examples, found.value());
            for (double factor : new double[] {0.5, 0.99, 0.9999, 1.0001, 1.01, 2}) {
                assertTrue(loss(scores, examples, found.value() * factor) > least, "times " + factor);
            }
        }
    }

    @Test
    void aCalibratedModelIsAsSureAsItIsRight() {
        Examples examples = draw(4, 4000);
        Classifier classifier = identity(1);
        int[] answers = classifier.predict(kernels, examples.features());
        Evaluation before = Evaluation.of(kernels, classifier, examples);
        Temperature.fit(kernels, classifier, examples).applyTo(classifier.model());
        Evaluation after = Evaluation.of(kernels, classifier, examples);
        assertTrue(after.meanLoss() < before.meanLoss());
        assertTrue(before.calibration().expectedError() > 0.1);
        assertTrue(after.calibration().expectedError() < 0.03);
        assertArrayEquals(answers, classifier.predict(kernels, examples.features()));
        assertEquals(1, Temperature.fit(kernels, classifier, examples).value(), 1e-6, "once is enough");
    }

    @Test
    void boundsHoldWhereThereIsNoBest() {
        float[][] features = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        Examples right = Examples.copyOf(arena, features, new int[] {0, 1, 2});
        Examples wrong = Examples.copyOf(arena, features, new int[] {1, 2, 0});
        assertEquals(1 / 64.0, Temperature.fit(kernels, identity(1), right).value(), 1e-6);
        assertEquals(64, Temperature.fit(kernels, identity(1), wrong).value(), 1e-6);
        assertEquals(1, Temperature.fit(kernels, identity(0), right).value());
        assertEquals(1, Temperature.fit(kernels, identity(Float.NaN), right).value());
        assertThrows(IllegalArgumentException.class, () -> new Temperature(Double.NaN));
        Examples none = right.subset(0, 0);
        assertThrows(IllegalArgumentException.class, () -> Temperature.fit(kernels, identity(1), none));
    }
}
