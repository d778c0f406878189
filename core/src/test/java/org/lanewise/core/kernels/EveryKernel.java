package org.lanewise.core.kernels;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.testing.Inputs;

/** The program of a child VM: calls the kernels so often, in so many shapes, that every tile is compiled. */
final class EveryKernel {

    private final Kernels kernels = Kernels.best();
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(1);
    private final int calls;

    private EveryKernel(int calls) {
        this.calls = calls;
    }

    public static void main(String[] arguments) throws IOException {
        meetOtherMemory();
        EveryKernel every = new EveryKernel(Integer.parseInt(arguments[0]));
        System.out.println("name=" + every.kernels.info().name());
        System.out.println("bits=" + every.kernels.info().bits());
        every.products();
        every.rows();
        every.steps();
        every.others();
        System.out.println("done=true");
    }

    /** Mapped and heap memory: what the VM knows of them decides how much of an access C1 takes into a kernel. */
    private static void meetOtherMemory() throws IOException {
        Path file = Files.createTempFile("lanewise", ".bin");
        Files.write(file, new byte[1 << 16]);
        try (FileChannel channel = FileChannel.open(file);
                Arena arena = Arena.ofShared()) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, 1 << 16, arena);
            MemorySegment floats = MemorySegment.ofArray(new float[1 << 14]);
            MemorySegment bytes = MemorySegment.ofArray(new byte[1 << 16]);
            for (MemorySegment segment : new MemorySegment[] {mapped, floats, bytes}) {
                segment.asSlice(4, 8).get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0);
            }
        } finally {
            Files.delete(file);
        }
    }

    private void repeat(Runnable call) {
        for (int i = 0; i < calls; i++) {
            call.run();
        }
    }

    private FloatMatrix matrix(int rows, int columns) {
        return FloatMatrix.copyOf(arena, rows, columns, Inputs.normal(random, rows * columns, 1));
    }

    /** C of M x N, depth K: direct, blocked, narrow and flat, with edges. */
    private void products() {
        int[][] shapes = {
            {40, 77, 33},
            {37, 128, 20},
            {137, 150, 40},
            {33, 9, 300},
            {33, 10, 300},
            {33, 2, 300},
            {10, 150, 33},
            {9, 150, 100},
            {2, 300, 80}
        };
        for (int[] shape : shapes) {
            for (Transpose a : Transpose.values()) {
                for (Transpose b : Transpose.values()) {
                    product(a, b, shape[0], shape[1], shape[2]);
                }
            }
        }
    }

    private void product(Transpose transposeA, Transpose transposeB, int m, int n, int k) {
        FloatMatrix a = transposeA == Transpose.NO ? matrix(m, k) : matrix(k, m);
        FloatMatrix b = transposeB == Transpose.NO ? matrix(k, n) : matrix(n, k);
        FloatMatrix c = matrix(m, n);
        repeat(() -> {
            kernels.matmul(transposeA, transposeB, 1, a, b, 0, c);
            kernels.matmul(transposeA, transposeB, 0.5f, a, b, 0.5f, c);
        });
    }

    private void rows() {
        for (int columns : new int[] {10, 100}) {
            FloatMatrix scores = matrix(70, columns);
            FloatMatrix result = matrix(70, columns);
            int[] labels = Inputs.labels(random, 70, columns);
            repeat(() -> kernels.softmax(scores, result));
            repeat(() -> kernels.logSoftmax(scores, result));
            for (Loss loss :
                    new Loss[] {SoftmaxCrossEntropy.softmax(), MulticlassHinge.svm(), MulticlassHinge.squaredSvm()}) {
                repeat(() -> kernels.loss(loss, scores, labels, result));
            }
        }
    }

    /** One image, prepared images and folded weights; all tiles of ten classes and of eleven. */
    private void steps() {
        for (int classes : new int[] {10, 11}) {
            for (int images : new int[] {1, 11, 70}) {
                for (Regularization regularization :
                        new Regularization[] {Regularization.l2(1e-4f), new Regularization(1e-4f, 1e-4f, true)}) {
                    Batch batch =
                            Batch.draw(arena, 1, images, classes, 600, SoftmaxCrossEntropy.softmax(), regularization);
                    step(batch);
                    step(batch.asFloats(arena));
                }
            }
        }
    }

    private void step(Batch batch) {
        int images = batch.features().rows();
        LinearModel model = batch.model();
        Workspace workspace = batch.workspace(kernels, arena);
        LinearModel gradient = LinearModel.allocate(arena, model.classes(), model.features());
        FloatMatrix scores = matrix(images, model.classes());
        FloatMatrix featureGradient = matrix(images, model.features());
        repeat(() -> {
            batch.gradient(kernels, gradient, workspace);
            batch.step(kernels, 1e-4f, workspace);
            kernels.scores(batch.score(), batch.features(), scores, workspace);
            kernels.backward(batch.score(), batch.features(), scores, gradient, workspace);
            kernels.featureGradient(batch.score(), scores, featureGradient);
        });
    }

    private void others() {
        Features queries = Inputs.pixels(arena, random, 5, 600, 0, 0);
        Features images = Inputs.pixels(arena, random, 70, 600, 0, 0);
        int[] distances = new int[5 * 70];
        for (Metric metric : Metric.values()) {
            repeat(() -> kernels.distances(metric, queries, images, distances));
        }
        FloatMatrix x = matrix(5, 99);
        FloatMatrix y = matrix(5, 99);
        double[] a = random.doubles(500).toArray();
        repeat(() -> kernels.axpy(1e-3f, x, y));
        repeat(() -> kernels.rectify(x));
        repeat(() -> kernels.rectifyGradient(x, y));
        repeat(() -> kernels.dot(a, 0, a, 0, a.length));
    }
}
