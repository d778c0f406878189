package org.lanewise.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.model.LinearModel;

class LinearClassifierTest {

    private static final int CLASSES = 3;
    private static final int FEATURES = 4;

    @TempDir
    Path directory;

    /** Points about three centres, some nearer to another one than to their own. */
    private record Clusters(float[][] features, int[] labels) {

        static Clusters draw(long seed, int examples, float unit) {
            SplittableRandom random = new SplittableRandom(seed);
            float[][] features = new float[examples][FEATURES];
            int[] labels = new int[examples];
            for (int i = 0; i < examples; i++) {
                labels[i] = i % CLASSES;
                for (int d = 0; d < FEATURES; d++) {
                    features[i][d] = unit * (float) (random.nextGaussian() + (d == labels[i] ? 2 : 0));
                }
            }
            return new Clusters(features, labels);
        }
    }

    private final Clusters training = Clusters.draw(1, 300, 1);

    @Test
    void learnsWhatCanBeLearned() {
        LinearClassifier classifier = LinearClassifier.fit(training.features(), training.labels());
        Clusters others = Clusters.draw(2, 3000, 1);
        // The best rule takes the largest of the first three features, and is right in 87 of 100 cases.
        assertEquals(0.87, classifier.score(others.features(), others.labels()), 0.02);
        assertEquals(List.of("0", "1", "2"), classifier.classNames());
        assertEquals("converged", classifier.provenance().get("end"));
    }

    /** In the words of {@code train}, which {@code evaluate} reads. */
    @Test
    void saysWhichLossItWasTrainedWith() {
        LinearClassifier softmax = LinearClassifier.fit(training.features(), training.labels());
        assertEquals("softmax", softmax.provenance().get("loss"));
        assertEquals("0.0", softmax.provenance().get("smoothing"));
        assertEquals("equal", softmax.provenance().get("classWeights"));
        LinearClassifier hinge = LinearClassifier.with(Kernels.best())
                .loss(new MulticlassHinge(0.5f, true, ClassWeights.of(1, 2, 3)))
                .l2(0.01f)
                .fit(training.features(), training.labels());
        assertEquals("svm2", hinge.provenance().get("loss"));
        assertEquals("0.5", hinge.provenance().get("margin"));
        assertEquals("1.0,2.0,3.0", hinge.provenance().get("classWeights"));
    }

    /** The gradient of the objective that the Javadoc states, computed here in double, is zero where the training ended. */
    @Test
    void endsAtTheOptimumOfItsObjective() {
        int n = training.labels().length;
        LinearClassifier classifier =
                LinearClassifier.with(Kernels.best()).l2(0.5f / n).fit(training.features(), training.labels());
        LinearModel model = classifier.classifier().model();
        double[] mean = new double[FEATURES];
        double[] deviation = new double[FEATURES];
        for (float[] row : training.features()) {
            for (int d = 0; d < FEATURES; d++) {
                mean[d] += (double) row[d] / n;
            }
        }
        for (float[] row : training.features()) {
            for (int d = 0; d < FEATURES; d++) {
                deviation[d] += (row[d] - mean[d]) * (row[d] - mean[d]) / n;
            }
        }
        double[][] gradient = new double[CLASSES][FEATURES + 1];
        for (int i = 0; i < n; i++) {
            double[] p = new double[CLASSES];
            double[] z = new double[FEATURES + 1];
            z[FEATURES] = 1;
            double sum = 0;
            for (int d = 0; d < FEATURES; d++) {
                z[d] = (training.features()[i][d] - mean[d]) / Math.sqrt(deviation[d]);
            }
            for (int k = 0; k < CLASSES; k++) {
                double score = model.bias().get(k, 0);
                for (int d = 0; d < FEATURES; d++) {
                    score += model.weights().get(k, d) * z[d];
                }
                p[k] = Math.exp(score);
                sum += p[k];
            }
            for (int k = 0; k < CLASSES; k++) {
                double g = (p[k] / sum - (k == training.labels()[i] ? 1 : 0)) / n;
                for (int d = 0; d <= FEATURES; d++) {
                    gradient[k][d] += g * z[d];
                }
            }
        }
        for (int k = 0; k < CLASSES; k++) {
            for (int d = 0; d <= FEATURES; d++) {
                double slope = gradient[k][d] + (d < FEATURES ? model.weights().get(k, d) / n : 0);
                assertEquals(0, slope, 1e-4, "class " + k + ", feature " + d);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-3f, 128, 1e4f})
    void unitsMakeNoDifference(float unit) {
        Clusters scaled = Clusters.draw(1, 300, unit);
        assertArrayEquals(
                LinearClassifier.fit(training.features(), training.labels()).predict(training.features()),
                LinearClassifier.fit(scaled.features(), scaled.labels()).predict(scaled.features()));
    }

    @Test
    void arraysBytesAndMatricesAgree() {
        SplittableRandom random = new SplittableRandom(3);
        byte[] bytes = new byte[200 * 5];
        random.nextBytes(bytes);
        int[] labels = new int[200];
        Arrays.setAll(labels, i -> (bytes[5 * i] & 0xFF) / 128);
        try (Arena arena = Arena.ofShared()) {
            Features pixels =
                    Features.ofBytes(arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes), 0, labels.length, 5, 5);
            float[][] rows = new float[labels.length][5];
            for (int i = 0; i < rows.length; i++) {
                for (int d = 0; d < 5; d++) {
                    rows[i][d] = pixels.get(i, d);
                }
            }
            FloatMatrix floats = FloatMatrix.copyOf(arena, rows);
            LinearClassifier ofBytes = LinearClassifier.fit(pixels, labels);
            LinearClassifier ofFloats = LinearClassifier.fit(floats, labels);
            LinearClassifier ofRows = LinearClassifier.fit(rows, labels);
            float[] expected = ofBytes.classifier().model().weights().toArray();
            assertArrayEquals(expected, ofFloats.classifier().model().weights().toArray());
            assertArrayEquals(expected, ofRows.classifier().model().weights().toArray());
            assertArrayEquals(ofBytes.predict(pixels), ofRows.predict(rows));
            assertArrayEquals(ofBytes.predictProba(arena, pixels).rows(7, 8).toArray(), ofRows.predictProba(rows[7]));
            assertEquals(ofBytes.predict(pixels)[9], ofRows.predict(rows[9]));
        }
    }

    @Test
    void probabilitiesSumToOneAndTheLargestIsThePrediction() {
        LinearClassifier classifier = LinearClassifier.fit(training.features(), training.labels());
        for (float[] example : training.features()) {
            float[] p = classifier.predictProba(example);
            assertEquals(1, p[0] + p[1] + p[2], 1e-5);
            assertEquals(Math.max(p[0], Math.max(p[1], p[2])), p[classifier.predict(example)]);
        }
    }

    @Test
    void aScorerAnswersSingleExamples() {
        LinearClassifier classifier = LinearClassifier.fit(training.features(), training.labels());
        float[] example = training.features()[5];
        float[] scores = new float[3];
        classifier.scorer().scores(example, scores);
        int[] best = new int[2];
        Scorer.top(scores, best);
        assertEquals(classifier.predict(training.features())[5], best[0]);
        float[] p = classifier.predictProba(training.features())[5];
        assertEquals(Math.log(p[best[0]] / p[best[1]]), scores[best[0]] - scores[best[1]], 1e-4);
        assertSame(classifier.scorer(), classifier.scorer());
    }

    @Test
    void whatIsSavedPredictsTheSame() throws IOException {
        Path file = directory.resolve("model.npz");
        LinearClassifier classifier = LinearClassifier.with(Kernels.best())
                .classNames(List.of("cat", "dog", "bird"))
                .fit(training.features(), training.labels());
        classifier.save(file);
        LinearClassifier loaded = LinearClassifier.load(file);
        assertArrayEquals(classifier.predict(training.features()), loaded.predict(training.features()));
        assertArrayEquals(classifier.predictProba(training.features())[0], loaded.predictProba(training.features())[0]);
        assertEquals(List.of("cat", "dog", "bird"), loaded.classNames());
        assertEquals("lbfgs", loaded.provenance().get("optimizer"));
    }

    @Test
    void optionsReachTheTraining() {
        LinearClassifier weak =
                LinearClassifier.with(Kernels.best()).l2(10).fit(training.features(), training.labels());
        LinearClassifier usual = LinearClassifier.fit(training.features(), training.labels());
        assertTrue(largest(weak) < largest(usual) / 10);
        LinearClassifier hinge = LinearClassifier.with(Kernels.best())
                .loss(MulticlassHinge.squaredSvm())
                .fit(training.features(), training.labels());
        assertEquals("svm2", hinge.provenance().get("loss"), hinge.provenance()::toString);
        LinearClassifier short1 =
                LinearClassifier.with(Kernels.best()).iterations(1).fit(training.features(), training.labels());
        assertEquals("1", short1.provenance().get("iterations"));
    }

    /** Where features are mostly noise, the strength that is chosen does better than that of C = 1, and is written down. */
    @Test
    void theStrengthIsChosenOnExamplesThatAreLeftOut() {
        float[][] noisy = withNoise(training.features(), 3);
        Clusters others = Clusters.draw(2, 3000, 1);
        float[][] alsoNoisy = withNoise(others.features(), 4);
        LinearClassifier chosen = LinearClassifier.fit(noisy, training.labels());
        LinearClassifier weak =
                LinearClassifier.with(Kernels.best()).l2(0.5f / 300).fit(noisy, training.labels());
        double gain = chosen.score(alsoNoisy, others.labels()) - weak.score(alsoNoisy, others.labels());
        assertTrue(gain > 0.03, "gain " + gain);
        float l2 = Float.parseFloat(chosen.provenance().get("l2"));
        assertTrue(l2 > 0.01 && l2 <= 1, "l2 " + l2);
        LinearClassifier again = LinearClassifier.with(Kernels.best()).l2(l2).fit(noisy, training.labels());
        assertArrayEquals(weights(again), weights(chosen));
    }

    private static float[] weights(LinearClassifier classifier) {
        return classifier.classifier().model().weights().toArray();
    }

    private static float[][] withNoise(float[][] features, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] noisy = new float[features.length][];
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = Arrays.copyOf(features[i], 100);
            for (int d = FEATURES; d < noisy[i].length; d++) {
                noisy[i][d] = (float) random.nextGaussian();
            }
        }
        return noisy;
    }

    private static double largest(LinearClassifier classifier) {
        double largest = 0;
        for (float weight : classifier.classifier().model().weights().toArray()) {
            largest = Math.max(largest, Math.abs(weight));
        }
        return largest;
    }

    @Test
    void badInputIsRefusedWithASentence() {
        float[][] x = {{1, 2}, {3, 4}};
        assertRefused("all 2 have the label 1", () -> LinearClassifier.fit(x, new int[] {1, 1}));
        assertRefused(
                "none",
                () -> LinearClassifier.fit(
                        Examples.copyOf(Arena.ofAuto(), x, new int[] {0, 1}).subset(0, 0)));
        assertRefused("2", () -> LinearClassifier.fit(x, new int[] {0}));
        assertRefused("-1", () -> LinearClassifier.fit(x, new int[] {0, -1}));
        assertRefused(
                "Feature 1 of example 1 is NaN",
                () -> LinearClassifier.fit(new float[][] {{1, 2}, {3, Float.NaN}}, new int[] {0, 1}));
        assertRefused(
                "Feature 0 of example 0 is Infinity",
                () -> LinearClassifier.fit(new float[][] {{1 / 0f, 2}, {3, 4}}, new int[] {0, 1}));
        assertRefused("row 1", () -> LinearClassifier.fit(new float[][] {{1, 2}, {3}}, new int[] {0, 1}));
        LinearClassifier classifier = LinearClassifier.fit(x, new int[] {0, 1});
        assertRefused("The example has 3 features", () -> classifier.predict(new float[] {1, 2, 3}));
        assertRefused("Row 0 has 3 features", () -> classifier.predict(new float[][] {{1, 2, 3}}));
        assertEquals(0, classifier.predict(new float[0][]).length);
    }

    private static void assertRefused(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.toLowerCase().contains(part.toLowerCase()), message);
    }
}
