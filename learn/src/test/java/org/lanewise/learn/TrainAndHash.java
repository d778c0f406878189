package org.lanewise.learn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.KernelInfo;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.train.Optimizer;
import org.lanewise.learn.train.Schedule;
import org.lanewise.learn.train.Sgd;
import org.lanewise.learn.train.Trainer;
import org.lanewise.learn.train.TrainingResult;

/** The program of a child VM: a small training run; prints which kernels it used and a hash of all that it computed. Arguments: images, features. */
final class TrainAndHash {

    private static final int CLASSES = 10;

    private final int images;
    private final int features;
    private long hash = 1;

    private TrainAndHash(int images, int features) {
        this.images = images;
        this.features = features;
    }

    public static void main(String[] arguments) {
        Kernels kernels = Kernels.best();
        KernelInfo info = kernels.info();
        System.out.println("name=" + info.name());
        System.out.println("bits=" + info.bits());
        System.out.println("fma=" + info.fma());
        System.out.println("module=" + Kernels.class.getModule().isNamed());
        System.out.println("hash="
                + new TrainAndHash(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).run(kernels));
    }

    private String run(Kernels kernels) {
        try (Arena arena = Arena.ofShared()) {
            Examples data = data(arena, new SplittableRandom(7));
            Preprocessing preprocessing = Preprocessing.meanImage(arena, data.features(), 1 / 128f);
            LinearModel model = LinearModel.allocate(arena, CLASSES, features);
            Regularization net = new Regularization(1e-4f, 1e-3f, true);
            train(
                    kernels,
                    model,
                    preprocessing,
                    data,
                    SoftmaxCrossEntropy.softmax(),
                    Regularization.l2(1e-3f),
                    Sgd.plain());
            train(kernels, model, preprocessing, data, MulticlassHinge.svm(), net, Sgd.nesterov(0.9f));
            add(model.weights());
            add(model.bias());
            FloatMatrix scores = FloatMatrix.allocate(arena, images, CLASSES);
            Workspace workspace = kernels.workspace(arena, 0, CLASSES, features);
            kernels.scores(new ScoreFunction(model, preprocessing), data.features(), scores, workspace);
            add(scores);
            products(arena, kernels, model.weights());
            return Long.toHexString(hash);
        }
    }

    /** Both ways of a step: prepared images (16 and fewer), folded weights (more). */
    private void train(
            Kernels kernels,
            LinearModel model,
            Preprocessing preprocessing,
            Examples data,
            Loss loss,
            Regularization regularization,
            Optimizer optimizer) {
        for (int batchSize : new int[] {64, 16, 7}) {
            TrainingResult result = Trainer.of(kernels, preprocessing, data)
                    .loss(loss)
                    .regularization(regularization)
                    .optimizer(optimizer)
                    .schedule(Schedule.constant(0.01f))
                    .batchSize(batchSize)
                    .epochs(1)
                    .build()
                    .train(model);
            add(result.loss());
        }
    }

    /** One product on each path: blocked, narrow, flat; and softmax. */
    private void products(Arena arena, Kernels kernels, FloatMatrix weights) {
        FloatMatrix narrow = FloatMatrix.allocate(arena, CLASSES, CLASSES);
        kernels.matmul(Transpose.NO, Transpose.YES, 1, weights, weights, 0, narrow);
        FloatMatrix flat = FloatMatrix.allocate(arena, CLASSES, features);
        kernels.matmul(narrow, weights, flat);
        FloatMatrix blocked = FloatMatrix.allocate(arena, 40, 50);
        FloatMatrix part = flat.columns(0, 50);
        kernels.matmul(Transpose.YES, Transpose.NO, 1, part.columns(5, 45), part, 0, blocked);
        kernels.softmax(blocked, blocked);
        add(narrow);
        add(flat);
        add(blocked);
    }

    private void add(FloatMatrix matrix) {
        for (float value : matrix.toArray()) {
            add(value);
        }
    }

    private void add(double value) {
        hash = hash * 0x9E3779B97F4A7C15L + Double.doubleToLongBits(value);
    }

    private Examples data(Arena arena, SplittableRandom random) {
        MemorySegment bytes = arena.allocate((long) images * (features + 1));
        for (long i = 0; i < bytes.byteSize(); i++) {
            bytes.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
        }
        Features pixels = Features.ofBytes(bytes, 1, images, features, features + 1);
        return new Examples() {
            @Override
            public Features features() {
                return pixels;
            }

            @Override
            public int classes() {
                return CLASSES;
            }

            @Override
            public int label(int row) {
                return row % CLASSES;
            }
        };
    }
}
