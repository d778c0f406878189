package org.lanewise.learn.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.KernelsUnderTest;

/** Areas, means and mistakes against a count of all pairs in double. */
class RocAucTest {

    private static final int CLASSES = 4;
    private static final int FEATURES = 3;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(7);

    @AfterEach
    void close() {
        arena.close();
    }

    /** Small whole numbers, so that many scores are equal; class 3 has no example. */
    private Examples draw(int count) {
        float[][] features = new float[count][FEATURES];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(10) < 5 ? 0 : 1 + random.nextInt(2);
            for (int d = 0; d < FEATURES; d++) {
                features[i][d] = random.nextInt(3) + (d == labels[i] ? 1 : 0);
            }
        }
        Examples drawn = Examples.copyOf(arena, features, labels);
        return Examples.of(drawn.features(), labels);
    }

    private Classifier classifier() {
        LinearModel model = LinearModel.allocate(arena, CLASSES, FEATURES);
        model.weights().copyFrom(new float[] {1, 0, -1, 0, 1, 0, -1, 0, 1, 0, 0, 0});
        List<String> names = IntStream.range(0, CLASSES).mapToObj(k -> "c" + k).toList();
        return new Classifier(model, Preprocessing.none(arena, FEATURES), names);
    }

    /** The share of pairs in order, equal ones half, one pair after another. */
    private static double area(FloatMatrix numbers, Examples data, int label) {
        double sum = 0;
        long pairs = 0;
        for (int i = 0; i < data.size(); i++) {
            for (int j = 0; j < data.size(); j++) {
                if (data.label(i) == label && data.label(j) != label) {
                    int order = Float.compare(numbers.get(i, label), numbers.get(j, label));
                    sum += order > 0 ? 1 : order == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    @Test
    void areasAreSharesOfPairs() {
        Examples data = draw(1500);
        Classifier classifier = classifier();
        for (Loss loss : List.of(SoftmaxCrossEntropy.softmax(), MulticlassHinge.svm())) {
            Evaluation evaluation = Evaluation.withRocAuc(kernels, classifier, loss, data);
            FloatMatrix numbers = loss instanceof MulticlassHinge
                    ? classifier.scores(arena, kernels, data.features())
                    : classifier.probabilities(arena, kernels, data.features());
            RocAuc areas = evaluation.rocAuc().orElseThrow();
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                double expected = area(numbers, data, k);
                assertTrue(expected > 0.5 && expected < 1, "a problem that says something");
                assertEquals(expected, areas.of(k), 1e-12, loss + ", class " + k);
                sum += expected;
            }
            assertTrue(Double.isNaN(areas.of(3)), "no example is of the last class");
            assertEquals(sum / 3, areas.macro(), 1e-12);
            assertTrue(Evaluation.of(kernels, classifier, loss, data).rocAuc().isEmpty());
        }
    }

    @Test
    void neitherMemoryNorThreadsChangeTheAreas() {
        Examples data = draw(5000);
        Classifier classifier = classifier();
        ScoreFunction function = new ScoreFunction(classifier.model(), classifier.preprocessing());
        for (Loss loss : List.of(SoftmaxCrossEntropy.softmax(), MulticlassHinge.svm())) {
            RocAuc kept = Evaluation.withRocAuc(kernels, classifier, loss, data)
                    .rocAuc()
                    .orElseThrow();
            RocAuc again = EvaluationPass.withRocAuc(kernels, function, Optional.empty(), loss, data, 0)
                    .rocAuc();
            try (Workers workers = Workers.of(2)) {
                RocAuc shared = Evaluation.withRocAuc(kernels.on(workers), classifier, loss, data)
                        .rocAuc()
                        .orElseThrow();
                for (int k = 0; k < CLASSES; k++) {
                    assertEquals(kept.of(k), again.of(k));
                    assertEquals(kept.of(k), shared.of(k));
                }
            }
        }
    }

    /** Scores of NaN come last, and are equal to each other. */
    @Test
    void aModelOfNaNTellsNothingApart() {
        Classifier classifier = classifier();
        classifier.model().bias().fill(Float.NaN);
        Evaluation evaluation = Evaluation.withRocAuc(kernels, classifier, SoftmaxCrossEntropy.softmax(), draw(50));
        assertEquals(0.5, evaluation.rocAuc().orElseThrow().of(0));
    }

    @Test
    void mistakesAreTheSurestWrongAnswers() {
        Examples data = draw(300);
        Classifier classifier = classifier();
        FloatMatrix scores = classifier.scores(arena, kernels, data.features());
        FloatMatrix probabilities = classifier.probabilities(arena, kernels, data.features());
        int[] answers = classifier.predict(kernels, data.features());
        Evaluation softmax = Evaluation.of(kernels, classifier, data);
        Evaluation hinge = Evaluation.of(kernels, classifier, MulticlassHinge.svm(), data);
        long wrong = Math.round((1 - softmax.accuracy()) * data.size());
        assertTrue(wrong > 10, wrong + " wrong answers");
        assertEquals(wrong, softmax.mistakes(Integer.MAX_VALUE).size());
        assertEquals(0, softmax.mistakes(0).size());
        Evaluation.Mistake before = null;
        for (Evaluation.Mistake mistake : softmax.mistakes(10)) {
            assertEquals(data.label(mistake.row()), mistake.label());
            assertEquals(answers[mistake.row()], mistake.prediction());
            assertEquals(probabilities.get(mistake.row(), mistake.prediction()), mistake.certainty());
            assertTrue(before == null || before.certainty() >= mistake.certainty());
            assertTrue(before == null || before.certainty() > mistake.certainty() || before.row() < mistake.row());
            before = mistake;
        }
        for (Evaluation.Mistake mistake : hinge.mistakes(10)) {
            float lead = scores.get(mistake.row(), mistake.prediction()) - scores.get(mistake.row(), mistake.label());
            assertEquals(lead, mistake.certainty(), 1e-6);
        }
    }

    /** Seven images: three of class 0, all recognized; three of class 1, one of them; one of class 2, taken for 0. */
    @Test
    void weightedMeansCountImages() {
        ConfusionMatrix confusion =
                ConfusionMatrix.of(4, new int[] {0, 0, 0, 1, 1, 1, 2}, new int[] {0, 0, 0, 1, 0, 3, 0});
        assertEquals((1 + 1 / 3.0) / 3, confusion.balancedAccuracy(), 1e-15);
        assertEquals((3 * 3 / 5.0 + 3) / 7, confusion.weightedPrecision(), 1e-15);
        assertEquals(4 / 7.0, confusion.weightedRecall(), 1e-15);
        assertEquals((3 * 6 / 8.0 + 3 * 2 / 4.0) / 7, confusion.weightedF1(), 1e-15);
    }
}
