package org.lanewise.learn.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.testing.KernelsUnderTest;

/** Features of patches, against their definition in double, patch by patch and filter by filter. */
class PatchFeaturesTest {

    private static final int SIDE = 6;

    private static final List<ImageShape> SHAPES = List.of(
            new ImageShape(6, 6, 1, true),
            new ImageShape(9, 8, 1, true),
            new ImageShape(7, 12, 3, true),
            new ImageShape(10, 7, 3, false));

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Brightness that changes slowly, and noise: patches that are related, as those of images are. */
    private Features images(ImageShape shape, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MemorySegment bytes = arena.allocate((long) count * shape.values());
        for (int i = 0; i < count; i++) {
            double phase = random.nextDouble(6);
            double slope = random.nextDouble(-1, 1);
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    for (int c = 0; c < shape.channels(); c++) {
                        double value = 128
                                + 80 * Math.sin(phase + slope * x + (1 - slope) * y + c)
                                + random.nextDouble(-40, 40);
                        bytes.set(ValueLayout.JAVA_BYTE, (long) i * shape.values() + shape.index(y, x, c), (byte)
                                (int) value);
                    }
                }
            }
        }
        return Features.ofBytes(bytes, 0, count, shape.values(), shape.values());
    }

    private PatchFeatures learn(ImageShape shape, Features images, int filters) {
        return PatchFeatures.learn(arena, kernels, shape, images, new PatchFeatures.Dictionary(filters, 5));
    }

    private FloatMatrix apply(Kernels with, FeatureMap map, Features images) {
        FloatMatrix mapped = FloatMatrix.allocate(arena, images.rows(), map.outputs());
        map.apply(with, images, mapped);
        return mapped;
    }

    /** The whitened components of a patch, straight from its pixels. */
    private static double[] components(
            PatchFeatures map, Features images, int image, int y, int x, boolean isMirrored) {
        ImageShape shape = map.shape();
        int half = SIDE * SIDE / 2 * shape.channels();
        double[][] pixels = new double[SIDE * shape.channels()][SIDE];
        double sum = 0;
        for (int dy = 0; dy < SIDE; dy++) {
            for (int c = 0; c < shape.channels(); c++) {
                for (int dx = 0; dx < SIDE; dx++) {
                    int from = isMirrored ? SIDE - 1 - dx : dx;
                    double pixel = images.get(image, shape.index(y + dy, x + from, c));
                    pixels[dy * shape.channels() + c][dx] = pixel;
                    sum += pixel;
                }
            }
        }
        double mean = sum / (2 * half);
        double squares = 0;
        for (double[] line : pixels) {
            for (double pixel : line) {
                squares += (pixel - mean) * (pixel - mean);
            }
        }
        double scale = 1 / Math.sqrt(squares / (2 * half - 1) + 10);
        FloatMatrix even = map.arrays().get("whitening_even");
        FloatMatrix odd = map.arrays().get("whitening_odd");
        double[] components = new double[even.columns() + odd.columns()];
        for (int k = 0; k < components.length; k++) {
            boolean isEven = k < even.columns();
            double component = isEven ? even.get(half, k) : 0;
            for (int i = 0; i < half; i++) {
                double[] line = pixels[i / 3];
                double a = (line[i % 3] - mean) * scale;
                double b = (line[SIDE - 1 - i % 3] - mean) * scale;
                double weight = isEven ? even.get(i, k) : odd.get(i, k - even.columns());
                component += weight * (isEven ? a + b : a - b) / Math.sqrt(2);
            }
            components[k] = component;
        }
        return components;
    }

    /** What a filter, or its mirror image, finds in one quadrant of one sign. */
    private static double found(
            PatchFeatures map, Features images, int pair, boolean isMirror, int quadrant, int sign) {
        int down = map.shape().height() - SIDE + 1;
        int across = map.shape().width() - SIDE + 1;
        FloatMatrix filters = map.arrays().get("filters");
        double sum = 0;
        for (int y = quadrant / 2 == 0 ? 0 : down / 2; y < (quadrant / 2 == 0 ? (down + 1) / 2 : down); y++) {
            for (int x = quadrant % 2 == 0 ? 0 : across / 2; x < (quadrant % 2 == 0 ? (across + 1) / 2 : across); x++) {
                // The mirror image of a filter scores a patch as the filter scores the mirrored patch.
                double[] components = components(map, images, 0, y, x, isMirror);
                double score = 0;
                for (int k = 0; k < components.length; k++) {
                    score += components[k] * filters.get(k, pair);
                }
                sum += Math.max(0, sign * score - 0.25);
            }
        }
        return sum;
    }

    @Test
    void featuresAreTheirDefinition() {
        for (ImageShape shape : SHAPES) {
            Features images = images(shape, 40, 1);
            PatchFeatures map = learn(shape, images, 10);
            assertEquals(40, map.outputs());
            float[] features = apply(kernels, map, images.rows(0, 1)).toArray();
            for (int i = 0; i < features.length; i++) {
                int pair = i % 5;
                int sign = i / 5 % 2 == 0 ? 1 : -1;
                int side = i / 10 % 2;
                int top = i / 20 * 2;
                double expected = found(map, images, pair, false, top + side, sign)
                        + found(map, images, pair, true, top + 1 - side, sign);
                assertEquals(expected, features[i], 1e-4 * (1 + expected), shape + ", feature " + i);
            }
        }
    }

    private PatchFeatures learnTriangle(ImageShape shape, Features images, int filters) {
        PatchFeatures.Dictionary wanted = new PatchFeatures.Dictionary(filters, 5, PatchActivation.TRIANGLE);
        return PatchFeatures.learn(arena, kernels, shape, images, wanted);
    }

    /** Distances of a patch and the filters, which have the length that they have. */
    private static double[] distances(PatchFeatures map, double[] components) {
        FloatMatrix filters = map.arrays().get("filters");
        double[] distances = new double[filters.columns()];
        for (int pair = 0; pair < distances.length; pair++) {
            for (int k = 0; k < components.length; k++) {
                double difference = components[k] - filters.get(k, pair);
                distances[pair] += difference * difference;
            }
            distances[pair] = Math.sqrt(distances[pair]);
        }
        return distances;
    }

    /** By how much the filters of pairs, or their mirror images, are nearer than all of them on average, in a quadrant. */
    private static double[] nearer(PatchFeatures map, Features images, boolean isMirror, int quadrant) {
        int down = map.shape().height() - SIDE + 1;
        int across = map.shape().width() - SIDE + 1;
        double[] sums = new double[map.filters() / 2];
        for (int y = quadrant / 2 == 0 ? 0 : down / 2; y < (quadrant / 2 == 0 ? (down + 1) / 2 : down); y++) {
            for (int x = quadrant % 2 == 0 ? 0 : across / 2; x < (quadrant % 2 == 0 ? (across + 1) / 2 : across); x++) {
                double[] own = distances(map, components(map, images, 0, y, x, isMirror));
                double[] others = distances(map, components(map, images, 0, y, x, !isMirror));
                double mean = (Arrays.stream(own).sum() + Arrays.stream(others).sum()) / map.filters();
                for (int pair = 0; pair < sums.length; pair++) {
                    sums[pair] += Math.max(0, mean - own[pair]);
                }
            }
        }
        return sums;
    }

    @Test
    void trianglesAreTheirDefinition() {
        for (ImageShape shape : SHAPES) {
            Features images = images(shape, 40, 1);
            PatchFeatures map = learnTriangle(shape, images, 10);
            assertEquals(20, map.outputs());
            float[] features = apply(kernels, map, images.rows(0, 1)).toArray();
            for (int quadrant = 0; quadrant < 4; quadrant++) {
                double[] own = nearer(map, images, false, quadrant);
                double[] mirrored = nearer(map, images, true, quadrant ^ 1);
                for (int pair = 0; pair < 5; pair++) {
                    double expected = own[pair] + mirrored[pair];
                    int feature = map.featuresOf(pair, false)[quadrant];
                    assertEquals(expected, features[feature], 1e-4 * (1 + expected), shape + ", feature " + feature);
                }
            }
        }
    }

    @Test
    void bitsOfTrianglesDependOnNothingElse() {
        ImageShape shape = SHAPES.get(2);
        Features images = images(shape, 20, 3);
        PatchFeatures map = learnTriangle(shape, images, 522);
        float[] features = apply(kernels, map, images).toArray();
        assertArrayEquals(features, apply(Kernels.scalar(), map, images).toArray());
        try (Workers workers = Workers.of(3)) {
            assertArrayEquals(features, apply(kernels.on(workers), map, images).toArray());
        }
        FeatureMap again = FeatureMaps.of(map.kind(), map.arrays());
        assertArrayEquals(features, apply(kernels, again, images).toArray());
        assertThrows(IndexOutOfBoundsException.class, () -> map.featuresOf(0, true));
    }

    @Test
    void everyFeatureIsOfOnePair() {
        Features images = images(SHAPES.get(0), 20, 3);
        PatchFeatures map = learn(SHAPES.get(0), images, 6);
        int[] all = IntStream.range(0, 6)
                .flatMap(i -> Arrays.stream(map.featuresOf(i / 2, i % 2 == 1)))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, 24).toArray(), all);
    }

    @Test
    void aMirroredImageHasTheSameFeatures() {
        ImageShape shape = SHAPES.get(2);
        Features images = images(shape, 30, 2);
        MemorySegment bytes = arena.allocate(shape.values());
        for (int i = 0; i < shape.values(); i++) {
            int x = i % shape.width();
            bytes.set(ValueLayout.JAVA_BYTE, i - x + shape.width() - 1 - x, (byte) images.get(7, i));
        }
        PatchFeatures map = learn(shape, images, 600);
        float[] one = apply(kernels, map, images.rows(7, 8)).toArray();
        float[] mirrored = apply(kernels, map, Features.ofBytes(bytes, 0, 1, shape.values(), shape.values()))
                .toArray();
        assertArrayEquals(one, mirrored, 1e-4f);
    }

    @Test
    void bitsDependOnNothingElse() {
        ImageShape shape = SHAPES.get(2);
        Features images = images(shape, 30, 3);
        PatchFeatures map = learn(shape, images, 522);
        float[] features = apply(kernels, map, images).toArray();
        assertArrayEquals(features, apply(Kernels.scalar(), map, images).toArray());
        assertArrayEquals(
                features,
                apply(
                                Kernels.scalar(),
                                PatchFeatures.learn(
                                        arena, Kernels.scalar(), shape, images, new PatchFeatures.Dictionary(522, 5)),
                                images)
                        .toArray());
        try (Workers workers = Workers.of(3)) {
            assertArrayEquals(features, apply(kernels.on(workers), map, images).toArray());
        }
        assertArrayEquals(
                apply(kernels, map, images.rows(11, 12)).toArray(),
                apply(kernels, map, images.select(4, 11)).rows(1, 2).toArray());
    }

    @Test
    void filtersArePatchesOfLengthOneAndDiffer() {
        ImageShape shape = SHAPES.get(1);
        FloatMatrix filters = learn(shape, images(shape, 50, 4), 8).arrays().get("filters");
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int k = 0; k < filters.rows(); k++) {
                    product += filters.get(k, a) * filters.get(k, b);
                }
                assertTrue(a == b ? Math.abs(product - 1) < 1e-5 : product < 0.9999, a + " and " + b + ": " + product);
            }
        }
    }

    @Test
    void eigenvectorsMakeUpTheMatrix() {
        SplittableRandom random = new SplittableRandom(6);
        int n = 17;
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = random.nextDouble(-1, 1);
                matrix[j][i] = matrix[i][j];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                double product = 0;
                for (int k = 0; k < n; k++) {
                    sum += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
                    product += eigen.vectors()[i][k] * eigen.vectors()[j][k];
                }
                assertEquals(matrix[i][j], sum, 1e-12);
                assertEquals(i == j ? 1 : 0, product, 1e-12);
            }
            assertTrue(i == 0 || eigen.values()[i] <= eigen.values()[i - 1]);
        }
    }

    @Test
    void arraysMakeTheMapAgain() {
        ImageShape shape = SHAPES.get(3);
        Features images = images(shape, 20, 7);
        PatchFeatures map = learn(shape, images, 4);
        FeatureMap again = FeatureMaps.of(map.kind(), map.arrays());
        assertArrayEquals(
                apply(kernels, map, images).toArray(),
                apply(kernels, again, images).toArray());
        for (String name : map.arrays().keySet()) {
            Map<String, FloatMatrix> arrays = new HashMap<>(map.arrays());
            arrays.put(name, FloatMatrix.allocate(arena, 3, 3));
            assertThrows(IllegalArgumentException.class, () -> FeatureMaps.of("patches", arrays), name);
            arrays.remove(name);
            refuses(name, () -> FeatureMaps.of("patches", arrays));
        }
        refuses("not known here", () -> FeatureMaps.of("convolution", map.arrays()));
    }

    @Test
    void whatHasNoPatchesIsRefused() {
        ImageShape small = new ImageShape(6, 5, 1, true);
        refuses("6 x 5; give larger images", () -> learn(small, images(small, 3, 8), 2));
        ImageShape shape = SHAPES.get(0);
        refuses("there is none", () -> learn(shape, images(shape, 3, 8).rows(0, 0), 2));
        refuses("of one colour", () -> learn(shape, Features.ofBytes(arena.allocate(72), 0, 2, 36, 36), 2));
        refuses("an even number", () -> new PatchFeatures.Dictionary(3, 1));
        refuses("an even number", () -> new PatchFeatures.Dictionary(0, 1));
        PatchFeatures map = learn(shape, images(shape, 1, 8), 2);
        ImageShape other = SHAPES.get(1);
        refuses("as it was trained on", () -> apply(kernels, map, images(other, 1, 8)));
    }

    private static void refuses(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
