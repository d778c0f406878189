package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.BlockSum;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;

/** However many threads take blocks, and however many blocks are left for all of them, the sum is that of one thread. */
class SharedPassesTest {

    private static final int CLASSES = 3;
    private static final int FEATURES = 2;
    private static final int EXAMPLES = 5 * BlockSum.EXAMPLES + 100;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    private Examples examples(int count) {
        SplittableRandom random = new SplittableRandom(5);
        float[][] features = new float[count][FEATURES];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(CLASSES);
            for (int d = 0; d < FEATURES; d++) {
                features[i][d] = (float) random.nextGaussian() + labels[i];
            }
        }
        return Examples.copyOf(arena, features, labels);
    }

    private TrainingSet.Passes passes(Kernels who, Examples examples) {
        Preprocessing none = Preprocessing.none(arena, FEATURES);
        return SharedPasses.of(who, examples, SoftmaxCrossEntropy.softmax(), none);
    }

    private static double[] gradient(GradientSum sum) {
        double[] gradient = new double[sum.size()];
        sum.gradient(gradient);
        return gradient;
    }

    @Test
    void theSumIsThatOfOneThread() {
        Examples examples = examples(EXAMPLES);
        float[] parameters = new float[CLASSES * (FEATURES + 1)];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = i * 0.1f - 0.4f;
        }
        try (TrainingSet.Passes alone = passes(kernels, examples)) {
            GradientSum expected = alone.at(parameters);
            for (int threads = 2; threads <= 7; threads++) {
                try (Workers workers = Workers.of(threads);
                        TrainingSet.Passes shared = passes(kernels.on(workers), examples)) {
                    for (int pass = 0; pass < 2; pass++) {
                        GradientSum actual = shared.at(parameters);
                        assertEquals(EXAMPLES, actual.examples());
                        assertEquals(expected.loss(), actual.loss());
                        assertArrayEquals(gradient(expected), gradient(actual));
                    }
                }
            }
        }
    }

    @Test
    void withEqualScoresTheLossIsTheLogarithmOfTheClasses() {
        try (Workers workers = Workers.of(2);
                TrainingSet.Passes shared = passes(kernels.on(workers), examples(EXAMPLES))) {
            double loss = shared.at(new float[CLASSES * (FEATURES + 1)]).loss();
            assertEquals(Math.log(CLASSES), loss, 1e-6);
        }
    }

    @Test
    void aThreadWithoutABlockOfItsOwnAndWeightsLeaveBlocksToAll() {
        try (Workers workers = Workers.of(2)) {
            Kernels two = kernels.on(workers);
            Examples many = examples(2 * BlockSum.EXAMPLES);
            float[] weights = new float[many.size()];
            weights[7] = 1;
            boolean helps = two.info().threads() == 2; // the textbook's loops stay on one thread
            Class<?> expected = helps ? SharedPasses.class : LocalPasses.class;
            try (TrainingSet.Passes enough = passes(two, many);
                    TrainingSet.Passes few = passes(two, many.subset(0, many.size() - 1));
                    TrainingSet.Passes weighted = passes(two, many.weighted(weights))) {
                assertInstanceOf(expected, enough);
                assertInstanceOf(LocalPasses.class, few);
                assertInstanceOf(LocalPasses.class, weighted);
            }
        }
    }
}
