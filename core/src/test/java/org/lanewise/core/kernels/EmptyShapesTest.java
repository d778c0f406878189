package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.KernelsUnderTest;

/** Rows without columns: two thousand million of them hold nothing, and take no time. */
@Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmptyShapesTest {

    private static final int MANY = Integer.MAX_VALUE;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    private FloatMatrix matrix(int rows, int columns) {
        return FloatMatrix.allocate(arena, rows, columns);
    }

    private Features images(int rows) {
        return Features.ofBytes(arena.allocate(1), 0, rows, 0, 0);
    }

    @Test
    void products() {
        FloatMatrix tall = matrix(MANY, 0);
        FloatMatrix wide = matrix(0, MANY);
        FloatMatrix none = matrix(0, 0);
        for (float beta : new float[] {0, 0.5f}) {
            kernels.matmul(Transpose.NO, Transpose.NO, 1, tall, none, beta, matrix(MANY, 0));
            kernels.matmul(Transpose.YES, Transpose.NO, 1, wide, none, beta, matrix(MANY, 0));
            kernels.matmul(Transpose.NO, Transpose.NO, 1, none, wide, beta, matrix(0, MANY));
            kernels.matmul(Transpose.NO, Transpose.YES, 1, none, tall, beta, matrix(0, MANY));
            kernels.matmul(Transpose.YES, Transpose.NO, 1, tall, tall, beta, none);
            kernels.matmul(Transpose.NO, Transpose.YES, 1, wide, wide, beta, matrix(0, 0));
        }
    }

    /** An empty sum is 0: where only K is 0, C is scaled. */
    @Test
    void productsOfDepthZero() {
        FloatMatrix c = matrix(20, 30).fill(2);
        kernels.matmul(Transpose.NO, Transpose.NO, 1, matrix(20, 0), matrix(0, 30), 0.5f, c);
        assertEquals(1f, c.get(19, 29));
        kernels.matmul(Transpose.NO, Transpose.NO, 1, matrix(20, 0), matrix(0, 30), 0, c);
        assertEquals(0f, c.get(19, 29));
    }

    @Test
    void elementByElement() {
        FloatMatrix tall = matrix(MANY, 0);
        FloatMatrix other = matrix(MANY, 0);
        kernels.softmax(tall, other);
        kernels.logSoftmax(tall, tall);
        kernels.axpy(2, tall, other);
        tall.fill(1);
        tall.copyFrom(other);
        tall.copyFrom(new float[0]);
        assertEquals(0, tall.toArray().length);
        assertEquals("FloatMatrix 2147483647 x 0", tall.toString());
        assertFalse(tall.overlaps(other));
    }

    @Test
    void paddingAddsNothingToRowsOfNothing() {
        assertEquals(0, FloatMatrix.allocatePadded(arena, MANY, 0).rowStride());
    }

    @Test
    void images() {
        Features many = images(MANY);
        Features none = images(0);
        LinearModel model = LinearModel.allocate(arena, 0, 0);
        Preprocessing map = Preprocessing.none(arena, 0);
        Workspace workspace = kernels.workspace(arena, 0, 0, 0);
        kernels.scores(new ScoreFunction(model, map), many, matrix(MANY, 0), workspace);
        kernels.scores(new ScoreFunction(model, map), many.rows(1, MANY), matrix(MANY - 1, 0), workspace);
        for (Metric metric : Metric.values()) {
            kernels.distances(metric, none, many, new int[0]);
            kernels.distances(metric, many, none, new int[0]);
        }
        assertEquals(0, Preprocessing.meanImage(arena, many, 1).features());
        assertEquals(0, Preprocessing.standardize(arena, many).features());
        assertFalse(Features.concatenate(many, none).overlaps(matrix(3, 3)));
        Features custom = new Features() {
            @Override
            public Element element() {
                return Element.BYTE;
            }

            @Override
            public int rows() {
                return MANY;
            }

            @Override
            public int columns() {
                return 0;
            }

            @Override
            public java.lang.foreign.MemorySegment segment(int row) {
                return many.segment(row);
            }

            @Override
            public long offset(int row) {
                return 0;
            }
        };
        assertFalse(custom.overlaps(matrix(3, 3)));
    }
}
