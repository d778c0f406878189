package org.lanewise.bench.cold;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
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
 * {@code steps B SECONDS} (thousand images per second, second by second, then the seconds to {@value #NEARLY} of the full
 * speed), {@code product N} (milliseconds of the first call, the second, the tenth) or {@code scores} (of one image: the
 * same).
 */
public final class FirstSeconds {

    private static final int IMAGES = 10_000;
    private static final int FEATURES = 3072;
    private static final int CLASSES = 10;

    /** Full speed is that of the fastest half second; this share of it is nearly full. */
    private static final double NEARLY = 0.9;

    private static final int TENTHS = 10;
    private static final int HALF_SECOND = TENTHS / 2;

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
        double[] done = new double[TENTHS * seconds];
        long start = System.nanoTime();
        for (int tenth = 0; tenth < done.length; tenth++) {
            while (System.nanoTime() - start < (tenth + 1) * 100_000_000L) {
                if (!batches.next()) {
                    batches.shuffle(1, tenth);
                    batches.next();
                }
                kernels.step(function, objective, batches, 1e-4f, workspace);
                done[tenth] += batches.size();
            }
        }
        print(done);
    }

    /** Of images in tenths of a second. */
    private static void print(double[] done) {
        StringBuilder line = new StringBuilder();
        for (int from = 0; from < done.length; from += TENTHS) {
            line.append(String.format(Locale.ROOT, "%.1f ", sum(done, from, TENTHS) / 1000));
        }
        System.out.println(line.append(String.format(Locale.ROOT, "%.1f", secondsToNearlyFull(done))));
    }

    static double secondsToNearlyFull(double[] done) {
        double full = 0;
        for (int from = 0; from + HALF_SECOND <= done.length; from++) {
            full = Math.max(full, sum(done, from, HALF_SECOND) / HALF_SECOND);
        }
        int tenth = 0;
        while (done[tenth] < NEARLY * full) {
            tenth++;
        }
        return (tenth + 1.0) / TENTHS;
    }

    private static double sum(double[] done, int from, int count) {
        return Arrays.stream(done, from, from + count).sum();
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
