package org.lanewise.trials.soak;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.testing.Scale;

/** Matrices of more than 2^31 bytes and of more than 2^31 elements: their last rows are as right as their first. */
@Tag("long")
class LargeMatrixTest {

    private static final int ROWS = 2_200_000;
    private static final int COLUMNS = 1000;
    private static final int SOME = 40;

    private final Kernels kernels = Kernels.best();

    /** 8.8 GB. */
    @Test
    void products() {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix a = FloatMatrix.allocate(arena, ROWS, COLUMNS);
            float[] row = new float[COLUMNS];
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < ROWS; i++) {
                row[random.nextInt(COLUMNS)] = random.nextFloat();
                a.rows(i, i + 1).copyFrom(row);
            }
            FloatMatrix b = FloatMatrix.allocate(arena, COLUMNS, 10).fill(0.5f);
            FloatMatrix c = FloatMatrix.allocate(arena, ROWS, 10);
            kernels.matmul(a, b, c);
            compare(arena, a, b, c, 0);
            compare(arena, a, b, c, ROWS / 2);
            compare(arena, a, b, c, ROWS - SOME);

            FloatMatrix last = a.rows(ROWS - SOME, ROWS);
            FloatMatrix expected = FloatMatrix.allocate(arena, SOME, COLUMNS);
            kernels.softmax(last, expected);
            kernels.softmax(a, a);
            assertArrayEquals(expected.toArray(), last.toArray());

            FloatMatrix inner = FloatMatrix.allocate(arena, 10, COLUMNS);
            kernels.matmul(Transpose.YES, Transpose.NO, 1, c, a, 0, inner);
            FloatMatrix scalar = FloatMatrix.allocate(arena, 10, 20);
            Kernels.scalar().matmul(Transpose.YES, Transpose.NO, 1, c, a.columns(0, 20), 0, scalar);
            assertArrayEquals(scalar.toArray(), inner.columns(0, 20).toArray());
            Scale.summary("a matrix of %d x %d, 8.8 GB: product, softmax and transposed product right", ROWS, COLUMNS);
        }
    }

    private void compare(Arena arena, FloatMatrix a, FloatMatrix b, FloatMatrix c, int from) {
        FloatMatrix expected = FloatMatrix.allocate(arena, SOME, 10);
        kernels.matmul(a.rows(from, from + SOME), b, expected);
        assertArrayEquals(expected.toArray(), c.rows(from, from + SOME).toArray());
    }

    /** 2.3 GB of images in one segment. */
    @Test
    void pixels() {
        int images = 750_000;
        try (Arena arena = Arena.ofShared()) {
            MemorySegment bytes = arena.allocate(images * 3073L);
            SplittableRandom random = new SplittableRandom(1);
            for (long i = 0; i < bytes.byteSize(); i += 101) {
                bytes.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
            }
            Features all = Features.ofBytes(bytes, 1, images, 3072, 3073);
            Preprocessing mean = Preprocessing.meanImage(arena, all, 1 / 128f);
            LinearModel model = LinearModel.allocate(arena, 10, 3072);
            model.weights().fill(0.001f);
            FloatMatrix scores = FloatMatrix.allocate(arena, images, 10);
            Workspace workspace = kernels.workspace(arena, SOME, 10, 3072);
            kernels.scores(new ScoreFunction(model, mean), all, scores, workspace);
            for (int from : new int[] {0, images / 2, images - SOME}) {
                FloatMatrix expected = FloatMatrix.allocate(arena, SOME, 10);
                kernels.scores(new ScoreFunction(model, mean), all.rows(from, from + SOME), expected, workspace);
                assertArrayEquals(
                        expected.toArray(), scores.rows(from, from + SOME).toArray());
            }
            kernels.step(
                    new ScoreFunction(model, mean),
                    new Objective(SoftmaxCrossEntropy.softmax(), Regularization.none()),
                    Minibatch.of(all.rows(images - SOME, images), new int[SOME]),
                    1e-3f,
                    workspace);
            Scale.summary("%d images, 2.3 GB in one segment: scores and step right", images);
        }
    }
}
