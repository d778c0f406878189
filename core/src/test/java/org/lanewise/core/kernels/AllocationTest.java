package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;
import org.lanewise.testing.Allocation;

/** No kernel allocates in steady state. A vector that a method boxes, the classic defect, shows here. */
@Tag("c2")
@Tag("slow")
class AllocationTest {

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(130);

    /** Where results go, so that calls are not optimized away. */
    private double sink;

    @BeforeEach
    void onlyTheWidest() {
        KernelsUnderTest.assumeNoWider();
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private FloatMatrix matrix(int rows, int columns) {
        return FloatMatrix.copyOf(arena, rows, columns, Inputs.normal(random, rows * columns, 1));
    }

    @Test
    void matmul() {
        FloatMatrix a = matrix(17, 21);
        FloatMatrix b = matrix(21, 35);
        FloatMatrix aTransposed = matrix(21, 17);
        FloatMatrix bTransposed = matrix(35, 21);
        FloatMatrix c = matrix(17, 35);
        Allocation.assertNoneInSteadyState("matmul", () -> {
            kernels.matmul(Transpose.NO, Transpose.NO, 1f, a, b, 0f, c);
            kernels.matmul(Transpose.YES, Transpose.NO, 0.5f, aTransposed, b, 0f, c);
            kernels.matmul(Transpose.NO, Transpose.YES, 1f, a, bTransposed, 0.5f, c);
            kernels.matmul(Transpose.YES, Transpose.YES, 1f, aTransposed, bTransposed, 0f, c);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 19, 100})
    void softmaxRows(int columns) {
        FloatMatrix scores = matrix(70, columns);
        FloatMatrix result = matrix(70, columns);
        int[] labels = Inputs.labels(random, 70, columns);
        Allocation.assertNoneInSteadyState("softmax", () -> kernels.softmax(scores, result));
        Allocation.assertNoneInSteadyState("log-softmax", () -> kernels.logSoftmax(scores, result));
        double[] each = new double[70];
        for (Loss loss : Losses.all(columns)) {
            Allocation.assertNoneInSteadyState(
                    loss.toString(), () -> sink += kernels.loss(loss, scores, labels, result));
            Allocation.assertNoneInSteadyState("each " + loss, () -> kernels.losses(loss, scores, labels, each));
        }
    }

    @Test
    void vectors() {
        FloatMatrix x = matrix(5, 99);
        FloatMatrix y = matrix(5, 99);
        double[] a = random.doubles(101).toArray();
        Allocation.assertNoneInSteadyState("axpy", () -> kernels.axpy(1e-3f, x, y));
        Allocation.assertNoneInSteadyState("rectify", () -> kernels.rectify(x));
        Allocation.assertNoneInSteadyState("rectifyGradient", () -> kernels.rectifyGradient(x, y));
        Batch batch = Batch.draw(arena, 1, 40, 3, 150, 0.1f);
        FloatMatrix prepared = matrix(40, 150);
        for (Batch form : new Batch[] {batch, batch.asFloats(arena)}) {
            Allocation.assertNoneInSteadyState(
                    "prepare",
                    () -> kernels.prepare(form.features(), form.score().preprocessing(), prepared));
        }
        Allocation.assertNoneInSteadyState("dot", () -> sink += kernels.dot(a, 0, a, 1, 100));
    }

    @Test
    void scores() {
        Batch batch = Batch.draw(arena, 1, 9, 11, 150, 0.1f);
        FloatMatrix scores = matrix(9, 11);
        Workspace workspace = kernels.workspace(arena, 0, 11, 150);
        for (Batch form : new Batch[] {batch, batch.asFloats(arena)}) {
            Allocation.assertNoneInSteadyState(
                    "scores", () -> kernels.scores(form.score(), form.features(), scores, workspace));
        }
    }

    @Test
    void scorer() {
        Batch batch = Batch.draw(arena, 1, 9, 11, 150, 0.1f);
        Scorer scorer = kernels.scorer(arena, batch.score());
        FloatMatrix all = matrix(9, 11);
        byte[] bytes = new byte[150];
        float[] floats = new float[150];
        float[] scores = new float[11];
        int[] best = new int[3];
        Allocation.assertNoneInSteadyState("a scorer", () -> {
            scorer.scores(batch.features(), all);
            scorer.scores(bytes, scores);
            scorer.scores(floats, scores);
            Scorer.top(scores, best);
        });
    }

    /** Batches of one image, and on both sides of {@link Kernels#PREPARED}. */
    @ParameterizedTest
    @ValueSource(ints = {1, 9, 20, 70})
    void lossAndGradient(int images) {
        Batch batch = Batch.draw(arena, 3, images, 11, 150, 0.1f);
        LinearModel gradient = LinearModel.allocate(arena, 11, 150);
        Workspace workspace = kernels.workspace(arena, images, 11, 150);
        for (Batch form : new Batch[] {batch, batch.asFloats(arena)}) {
            Allocation.assertNoneInSteadyState(
                    "loss and gradient", () -> sink += form.gradient(kernels, gradient, workspace));
        }
    }

    /** Of both forms: a layer that others are below and above. */
    @ParameterizedTest
    @ValueSource(ints = {1, 9, 20, 70})
    void backward(int examples) {
        Batch batch = Batch.draw(arena, 4, examples, 11, 150, 0);
        FloatMatrix scoreGradient = matrix(examples, 11);
        LinearModel gradient = LinearModel.allocate(arena, 11, 150);
        Workspace workspace = kernels.workspace(arena, examples, 11, 150);
        for (Batch form : new Batch[] {batch, batch.asFloats(arena)}) {
            Allocation.assertNoneInSteadyState(
                    "backward, " + form.features().element(),
                    () -> kernels.backward(form.score(), form.features(), scoreGradient, gradient, workspace));
        }
        FloatMatrix featureGradient = matrix(examples, 150);
        Allocation.assertNoneInSteadyState(
                "feature gradient", () -> kernels.featureGradient(batch.score(), scoreGradient, featureGradient));
    }

    /** A step that is not plain L2 takes another way. Batches of changing size would make a new view of the workspace each. */
    @ParameterizedTest
    @ValueSource(ints = {1, 9, 20, 70})
    void gradientStep(int images) {
        for (Regularization regularization : Losses.regularizations()) {
            Batch batch = Batch.draw(arena, 2, images, 11, 150, MulticlassHinge.svm(), regularization);
            Workspace workspace = kernels.workspace(arena, images, 11, 150);
            for (Batch form : new Batch[] {batch, batch.asFloats(arena)}) {
                Allocation.assertNoneInSteadyState(
                        "step, " + regularization, () -> sink += form.step(kernels, 1e-3f, workspace));
            }
        }
    }
}
