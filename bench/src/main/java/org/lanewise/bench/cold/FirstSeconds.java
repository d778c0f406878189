package org.lanewise.bench.cold;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.SplittableRandom;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * The first calls of one kind in this VM, which should be fresh. Arguments: {@code best}, {@code simd} or {@code scalar}; then
 * {@code steps B SECONDS} (thousand images per second, second by second), {@code product N} (milliseconds of the first call, the
 * second, the tenth) or {@code scores} (of one image: the same).
 */
public final class FirstSeconds {

    private static final int IMAGES = 10_000;
    private static final int FEATURES = 3072;
    private static final int CLASSES = 10;

    private final Arena arena = Arena.ofShared();
    private final Kernels kernels;

    private FirstSeconds(Kernels kernels) {
        this.kernels = kernels;
    }

    /**
     * Measures and prints one line of numbers.
     *
     * @param arguments as above
     */
    public static void main(String[] arguments) {
        Kernels kernels = switch (arguments[0]) {
            case "simd" -> Kernels.simd();
            case "scalar" -> Kernels.scalar();
            default -> Kernels.best();
        };
        FirstSeconds program = new FirstSeconds(kernels);
        switch (arguments[1]) {
            case "steps" -> program.steps(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            case "product" -> program.product(Integer.parseInt(arguments[2]));
            default -> program.scores();
        }
    }

    private Features images(int count) {
        MemorySegment bytes = arena.allocate((long) count * FEATURES);
        SplittableRandom random = new SplittableRandom(1);
        byte[] row = new byte[FEATURES];
        for (int i = 0; i < count; i++) {
            random.nextBytes(row);
            MemorySegment.copy(row, 0, bytes, ValueLayout.JAVA_BYTE, (long) i * FEATURES, FEATURES);
        }
        return Features.ofBytes(bytes, 0, count, FEATURES, FEATURES);
    }

    private void steps(int batchSize, int seconds) {
        Features images = images(IMAGES);
        SplittableRandom random = new SplittableRandom(2);
        int[] labels = random.ints(IMAGES, 0, CLASSES).toArray();
        LinearModel model = LinearModel.allocate(arena, CLASSES, FEATURES);
        ScoreFunction function = new ScoreFunction(model, Preprocessing.meanImage(arena, images, 1 / 128f));
        Objective objective = new Objective(SoftmaxCrossEntropy.softmax(), Regularization.l2(1e-4f));
        var workspace = kernels.workspace(arena, batchSize, CLASSES, FEATURES);
        Minibatches batches = new Minibatches(Examples.of(images, labels, CLASSES), batchSize);
        StringBuilder line = new StringBuilder();
        long start = System.nanoTime();
        long done = 0;
        for (int second = 1; second <= seconds; second++) {
            while (System.nanoTime() - start < second * 1_000_000_000L) {
                if (!batches.next()) {
                    batches.shuffle(1, second);
                    batches.next();
                }
                kernels.step(function, objective, batches, 1e-4f, workspace);
                done += batches.size();
            }
            line.append(String.format(Locale.ROOT, "%.1f ", done / 1000.0));
            done = 0;
        }
        System.out.println(line.toString().strip());
    }

    private void product(int n) {
        FloatMatrix a = FloatMatrix.allocate(arena, n, n);
        FloatMatrix b = FloatMatrix.allocate(arena, n, n);
        FloatMatrix c = FloatMatrix.allocate(arena, n, n);
        a.fill(1.1f);
        b.fill(0.3f);
        calls(() -> kernels.matmul(a, b, c));
    }

    private void scores() {
        Features image = images(1);
        ScoreFunction function =
                new ScoreFunction(LinearModel.allocate(arena, CLASSES, FEATURES), Preprocessing.none(arena, FEATURES));
        var workspace = kernels.workspace(arena, 0, CLASSES, FEATURES);
        FloatMatrix scores = FloatMatrix.allocate(arena, 1, CLASSES);
        calls(() -> kernels.scores(function, image, scores, workspace));
    }

    private static void calls(Runnable call) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= 10; i++) {
            long start = System.nanoTime();
            call.run();
            if (i <= 2 || i == 10) {
                line.append(String.format(Locale.ROOT, "%.2f ", (System.nanoTime() - start) * 1e-6));
            }
        }
        System.out.println(line.toString().strip());
    }
}
