package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.MatmulCase.Contents;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;
import org.lanewise.core.testing.Placement;
import org.lanewise.testing.Scale;

/** NaN, infinities, overflow, subnormal and zero: kept as IEEE 754 has them, and the same at every width. */
class SpecialValuesTest {

    private static final long SEED = 300;
    private static final float SUBNORMAL = 0x1p-140f;
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final float[] SPECIAL = {
        Float.NaN, INFINITY, -INFINITY, Float.MAX_VALUE, -Float.MAX_VALUE, 1e38f, SUBNORMAL, Float.MIN_VALUE, -0f
    };

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    private FloatMatrix filled(int rows, int columns, float value) {
        return FloatMatrix.allocate(arena, rows, columns).fill(value);
    }

    private static void assertAll(float expected, FloatMatrix matrix) {
        for (float value : matrix.toArray()) {
            assertEquals(expected, value);
        }
    }

    /** Nothing is flushed to zero; wide and narrow products, shallow and deep. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 40, 200})
    void productsKeepSubnormals(int columns) {
        for (int k : new int[] {1, 2, 16, 64, 512}) {
            FloatMatrix c = filled(20, columns, Float.NaN);
            kernels.matmul(filled(20, k, SUBNORMAL), filled(k, columns, 1), c);
            assertAll(k * SUBNORMAL, c);
            kernels.matmul(Transpose.NO, Transpose.NO, 0.5f, filled(20, k, 0), filled(k, columns, 1), 0.5f, c);
            assertAll(k * SUBNORMAL / 2, c);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 40, 200})
    void productsOverflowToInfinity(int columns) {
        FloatMatrix c = filled(20, columns, 0);
        kernels.matmul(filled(20, 32, 1e38f), filled(32, columns, 10), c);
        assertAll(INFINITY, c);
        kernels.matmul(filled(20, 32, -1e38f), filled(32, columns, 10), c);
        assertAll(-INFINITY, c);
        kernels.matmul(filled(20, 32, INFINITY), filled(32, columns, 0), c);
        assertAll(Float.NaN, c);
    }

    /** e^-100 is below the smallest normal float. */
    @ParameterizedTest
    @ValueSource(ints = {2, 10, 16, 17, 100})
    void probabilitiesMayBeSubnormal(int columns) {
        FloatMatrix scores = filled(1, columns, -100);
        scores.set(0, 0, 0);
        kernels.softmax(scores, scores);
        assertEquals(1, scores.get(0, 0));
        for (int k = 1; k < columns; k++) {
            float p = scores.get(0, k);
            assertTrue(p > 0 && p < Float.MIN_NORMAL, "p = " + p);
            assertEquals(Math.exp(-100), p, Float.MIN_VALUE);
        }
    }

    @Test
    void subnormalScoresAreEqualScores() {
        FloatMatrix scores = FloatMatrix.copyOf(arena, 1, 4, SUBNORMAL, -SUBNORMAL, 0, Float.MIN_VALUE);
        kernels.softmax(scores, scores);
        assertAll(0.25f, scores);
    }

    /** Where all scores are 1e38 or -1e38, the loss is 0 or their difference. */
    @Test
    void lossesOfHugeScores() {
        FloatMatrix scores = FloatMatrix.copyOf(arena, 1, 3, 1e38f, -1e38f, -1e38f);
        FloatMatrix gradient = FloatMatrix.allocate(arena, 1, 3);
        Loss softmax = SoftmaxCrossEntropy.softmax();
        assertEquals(0, kernels.loss(softmax, scores, new int[] {0}, gradient));
        assertArrayEquals(new float[] {0, 0, 0}, gradient.toArray());
        assertEquals(2e38, kernels.loss(softmax, scores, new int[] {1}, gradient), 1e32);
        assertArrayEquals(new float[] {1, -1, 0}, gradient.toArray());
        scores.set(0, 1, -INFINITY);
        assertEquals(INFINITY, kernels.loss(softmax, scores, new int[] {1}, gradient));
    }

    /** Special values strewn over the operands: the same bits as the scalar loops, all NaN being one. */
    @Test
    void productsOfSpecialValues() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 400; i++) {
            Transpose transposeA = MatmulCase.TRANSPOSES[i & 1];
            Transpose transposeB = MatmulCase.TRANSPOSES[i >> 1 & 1];
            int n = i % 3 == 0 ? random.nextInt(1, 17) : random.nextInt(17, 140);
            MatmulCase product = MatmulCase.draw(
                    SEED + i,
                    transposeA,
                    transposeB,
                    random.nextInt(1, 40),
                    n,
                    random.nextInt(1, 300),
                    Contents.NORMAL);
            strew(random, product.a(), product.b(), product.c());
            if (!Scale.takes(product.seed(), product.multiplications())) {
                continue;
            }
            try (Arena memory = Arena.ofShared()) {
                float[] expected =
                        product.run(memory, Kernels.scalar()).matrix().toArray();
                product.run(memory, kernels).assertHolds(expected, product::toString);
            }
        }
    }

    @Test
    void lossesOfSpecialScores() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 200; i++) {
            int rows = random.nextInt(1, 80);
            int classes = random.nextInt(1, 40);
            float[] scores = Contents.NORMAL.draw(random, rows * classes);
            strew(random, scores);
            if (!Scale.takes(SEED + i, 500L * rows * classes)) {
                continue;
            }
            int[] labels = new int[rows];
            for (Loss loss : Losses.all(classes)) {
                FloatMatrix expected = FloatMatrix.copyOf(arena, rows, classes, scores);
                double value = Kernels.scalar().loss(loss, expected, labels, expected);
                GuardedMatrix actual = GuardedMatrix.of(arena, Placement.random(random), rows, classes, scores);
                String what = loss + " of " + rows + " x " + classes + ", round " + i;
                assertEquals(value, kernels.loss(loss, actual.matrix(), labels, actual.matrix()), what);
                actual.assertHolds(expected.toArray(), () -> what);
            }
        }
    }

    /** A weight that is NaN or infinite spoils the loss, never silently nothing; and equally at every width. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 70})
    void gradientsOfSpecialWeights(int images) {
        for (float special : new float[] {Float.NaN, INFINITY, Float.MAX_VALUE, SUBNORMAL}) {
            for (Regularization regularization : Losses.regularizations()) {
                Loss softmax = SoftmaxCrossEntropy.softmax();
                Batch batch = Batch.draw(arena, SEED, images, 10, 50, softmax, regularization);
                LinearModel model = batch.model();
                model.weights().set(3, 7, special);
                String what = special + ", " + batch.name();
                Batch.Result expected = batch.run(arena, Kernels.scalar(), new Placement(0, 0, 0));
                Batch.Result actual = batch.run(arena, kernels, new Placement(4, 1, 0));
                actual.assertSame(expected, what);
                assertEquals(special == SUBNORMAL, Double.isFinite(actual.loss()), what);
            }
        }
    }

    private static void strew(SplittableRandom random, float[]... arrays) {
        for (float[] array : arrays) {
            for (int i = random.nextInt(3); i > 0 && array.length > 0; i--) {
                array[random.nextInt(array.length)] = SPECIAL[random.nextInt(SPECIAL.length)];
            }
        }
    }
}
