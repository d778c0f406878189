package org.lanewise.learn.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.learn.features.FeatureStore;

/** Least squares, against the gradient of what is minimized, in double. */
class RidgeTest {

    private static final int EXAMPLES = 700;

    /** More than one panel, and a small last one. */
    private static final int FEATURES = 263;

    private static final int CLASSES = 3;
    private static final double L2 = 0.01;

    @TempDir
    Path folder;

    private final float[] values = new float[EXAMPLES * FEATURES];
    private final int[] labels = new int[EXAMPLES];

    /** Features with offsets and scales of their own, of which some go together. */
    RidgeTest() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < EXAMPLES; i++) {
            labels[i] = Math.min(random.nextInt(4), 2);
            double common = random.nextGaussian();
            for (int d = 0; d < FEATURES; d++) {
                values[i * FEATURES + d] = (float) (100
                        + d
                        + (1 + d % 7) * (random.nextGaussian() + 2 * common + (d % CLASSES == labels[i] ? 0.3 : 0)));
            }
        }
    }

    private record Solution(LinearModel model, Preprocessing map) {}

    private Solution solve(Kernels kernels, FeatureStore store, int block) throws IOException {
        RidgeSums sums = new RidgeSums(store, kernels, FEATURES, CLASSES);
        Solution solution = null;
        for (int from = 0; from < EXAMPLES; from += block) {
            int count = Math.min(block, EXAMPLES - from);
            FloatMatrix some = FloatMatrix.allocate(store.arena(), count, FEATURES);
            some.copyFrom(values, from * FEATURES);
            int[] ofBlock = new int[count];
            System.arraycopy(labels, from, ofBlock, 0, count);
            sums.add(some, ofBlock);
            Preprocessing map = sums.standardization(store.arena(), 0.01);
            LinearModel model = LinearModel.allocate(store.arena(), CLASSES, FEATURES);
            // Solving on the way changes nothing, not for the next strength either.
            sums.solve(map, 10 * L2, model);
            sums.solve(map, L2, model);
            solution = new Solution(model, map);
        }
        assertEquals(EXAMPLES, sums.count());
        return solution;
    }

    @Test
    void theGradientIsZero() throws IOException {
        try (FeatureStore store = new FeatureStore(folder, Long.MAX_VALUE)) {
            Solution solution = solve(KernelsUnderTest.get(), store, 300);
            for (int k = 0; k < CLASSES; k++) {
                double[] gradient = new double[FEATURES];
                double ofBias = 0;
                for (int i = 0; i < EXAMPLES; i++) {
                    double error = solution.model.bias().get(k, 0) - (labels[i] == k ? 1 : -1);
                    for (int d = 0; d < FEATURES; d++) {
                        error += solution.model.weights().get(k, d) * solution.map.apply(values[i * FEATURES + d], d);
                    }
                    ofBias += error / EXAMPLES;
                    for (int d = 0; d < FEATURES; d++) {
                        gradient[d] += error * solution.map.apply(values[i * FEATURES + d], d) / EXAMPLES;
                    }
                }
                assertEquals(0, ofBias, 1e-4);
                for (int d = 0; d < FEATURES; d++) {
                    gradient[d] += L2 * solution.model.weights().get(k, d);
                    assertEquals(0, gradient[d], 2e-5, "class " + k + ", feature " + d);
                }
            }
        }
    }

    @Test
    void bitsDependOnNeitherThreadsNorKernelsNorFiles() throws IOException {
        try (FeatureStore store = new FeatureStore(folder, Long.MAX_VALUE);
                FeatureStore inFiles = new FeatureStore(folder, 0);
                Workers workers = Workers.of(2)) {
            float[] weights =
                    solve(KernelsUnderTest.get(), store, 500).model.weights().toArray();
            assertArrayEquals(
                    weights, solve(Kernels.scalar(), store, 500).model.weights().toArray());
            assertArrayEquals(
                    weights,
                    solve(KernelsUnderTest.get().on(workers), inFiles, 500)
                            .model
                            .weights()
                            .toArray());
            assertTrue(files() > 0);
        }
        assertEquals(0, files());
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void whatDoesNotFitTheDiskIsRefused() throws IOException {
        try (FeatureStore store = new FeatureStore(folder, 0)) {
            FileSystemException full = assertThrows(
                    FileSystemException.class, () -> store.matrix(Integer.MAX_VALUE, Integer.MAX_VALUE / 4));
            assertTrue(full.getMessage().contains("do not fit here"), full.getMessage());
        }
    }
}
