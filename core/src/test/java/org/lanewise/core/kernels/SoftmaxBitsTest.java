package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;
import org.lanewise.core.testing.Placement;
import org.lanewise.testing.Scale;

/** Softmax, log-softmax and all losses give the scalar kernels' bits, in place and out of place, at every width. */
class SoftmaxBitsTest {

    private static final long SEED = 60;
    private static final float[] SPECIAL = {
        Float.NaN,
        Float.intBitsToFloat(0xFFC00000),
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0f,
        -0f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1e-45f
    };

    private static final float NEGATIVE_NAN = Float.intBitsToFloat(0xFFFFFFFF);

    private final Kernels kernels = KernelsUnderTest.get();

    static IntStream widths() {
        return IntStream.concat(
                IntStream.rangeClosed(0, 70), IntStream.of(95, 96, 97, 100, 127, 128, 129, 1000, 1023, 1024, 1025));
    }

    /** Writes results into its second argument, which may be its first. */
    private interface Rows {
        double run(Kernels kernels, GuardedMatrix scores, int[] labels, GuardedMatrix result);
    }

    private static final Rows SOFTMAX = (kernels, scores, labels, result) -> {
        kernels.softmax(scores.matrix(), result.matrix());
        return 0;
    };

    private static final Rows LOG_SOFTMAX = (kernels, scores, labels, result) -> {
        kernels.logSoftmax(scores.matrix(), result.matrix());
        return 0;
    };

    /** The loss of each row first: the gradient may be written over the scores. */
    private static Rows rows(Loss loss) {
        return (kernels, scores, labels, result) -> {
            double[] each = new double[scores.matrix().rows()];
            kernels.losses(loss, scores.matrix(), labels, each);
            double mean = kernels.loss(loss, scores.matrix(), labels, result.matrix());
            return mean + Arrays.hashCode(each);
        };
    }

    @ParameterizedTest
    @MethodSource("widths")
    void softmax(int columns) {
        check("softmax", SOFTMAX, columns);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void logSoftmax(int columns) {
        check("log-softmax", LOG_SOFTMAX, columns);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void losses(int columns) {
        if (columns > 0) {
            for (Loss loss : Losses.all(columns)) {
                check(loss.toString(), rows(loss), columns);
            }
        }
    }

    /** More rows than the SIMD kernels take at a time. */
    @ParameterizedTest
    @CsvSource({"63, 10", "64, 10", "65, 10", "200, 3", "129, 16", "130, 17", "70, 33", "41, 100", "9, 1000"})
    void severalBlocks(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] scores = Inputs.normal(random, rows * columns, 3);
        check("softmax", SOFTMAX, random, rows, columns, scores);
        check("log-softmax", LOG_SOFTMAX, random, rows, columns, scores);
        for (Loss loss : Losses.all(columns)) {
            check(loss.toString(), rows(loss), random, rows, columns, scores);
        }
    }

    /** Rows where nothing, everything, or only one element counts; those of NaN and infinity are among others. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9, 10, 15, 16, 17, 31, 33, 100, 1000})
    void extremeRows(int columns) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] fills = {7, -Float.MAX_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, -0f, NEGATIVE_NAN, 0x1p-149f};
        float[] others = {8, Float.MAX_VALUE, -100, 0, Float.NaN, Float.POSITIVE_INFINITY, NEGATIVE_NAN};
        float[] scores = new float[fills.length * others.length * columns];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = fills[i / columns % fills.length];
        }
        for (int row = 0; row < fills.length * others.length; row++) {
            scores[row * columns + random.nextInt(columns)] = others[row / fills.length];
        }
        int rows = fills.length * others.length;
        check("softmax", SOFTMAX, random, rows, columns, scores);
        check("log-softmax", LOG_SOFTMAX, random, rows, columns, scores);
        for (Loss loss : Losses.all(columns)) {
            check(loss.toString(), rows(loss), random, rows, columns, scores);
        }
    }

    /** Segments of mapped files are of another class than those of allocated memory. */
    @ParameterizedTest
    @ValueSource(ints = {3, 10, 16, 40, 100})
    void mappedMemory(int columns, @TempDir Path directory) throws IOException {
        float[] scores = Inputs.normal(new SplittableRandom(SEED), 20 * columns, 3);
        try (Arena arena = Arena.ofShared();
                FileChannel file = FileChannel.open(
                        directory.resolve("scores"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            MemorySegment segment = file.map(FileChannel.MapMode.READ_WRITE, 0, 4L * scores.length, arena);
            FloatMatrix mapped = FloatMatrix.of(segment, 0, 20, columns, columns);
            FloatMatrix allocated = FloatMatrix.copyOf(arena, 20, columns, scores);
            for (Rows operation :
                    new Rows[] {SOFTMAX, LOG_SOFTMAX, rows(SoftmaxCrossEntropy.softmax()), rows(MulticlassHinge.svm())
                    }) {
                mapped.copyFrom(scores);
                FloatMatrix expected = FloatMatrix.allocate(arena, 20, columns);
                int[] labels = new int[20];
                double loss = operation.run(
                        kernels,
                        new GuardedMatrix(allocated.segment(), allocated),
                        labels,
                        new GuardedMatrix(expected.segment(), expected));
                GuardedMatrix guarded = new GuardedMatrix(segment, mapped);
                FloatMatrix actual = FloatMatrix.allocate(arena, 20, columns);
                GuardedMatrix result = new GuardedMatrix(actual.segment(), actual);
                assertEquals(loss, operation.run(kernels, guarded, labels, result));
                assertArrayEquals(expected.toArray(), actual.toArray());
            }
        }
    }

    private void check(String name, Rows operation, int columns) {
        SplittableRandom random = new SplittableRandom(SEED + columns);
        // The scalar kernels are compared with themselves: what is watched are the guards, and writing in place.
        int[] counts = KernelsUnderTest.isScalarRun() ? new int[] {3} : new int[] {1, 2, 3, 5, 8, 17};
        for (int rows : counts) {
            for (double deviation : new double[] {1, 30}) {
                float[] scores = Inputs.normal(random, rows * columns, deviation);
                check(name + " with deviation " + deviation, operation, random, rows, columns, scores);
            }
            float[] special = Inputs.normal(random, rows * columns, 20);
            for (int i = 0; i < rows && columns > 0; i++) {
                special[i * columns + random.nextInt(columns)] = SPECIAL[random.nextInt(SPECIAL.length)];
            }
            check(name + " with special values", operation, random, rows, columns, special);
        }
    }

    private void check(String name, Rows operation, SplittableRandom random, int rows, int columns, float[] scores) {
        int[] labels = columns == 0 ? new int[rows] : Inputs.labels(random, rows, columns);
        if (!Scale.takes(name.hashCode() + 1000L * rows + columns, 200L * rows * columns)) {
            return;
        }
        Placement from = Placement.random(random);
        Placement to = Placement.random(random);
        String what = name + " of " + rows + " x " + columns + ", seed " + (SEED + columns) + ", " + from + ", " + to;
        try (Arena arena = Arena.ofShared()) {
            GuardedMatrix expected = GuardedMatrix.unwritten(arena, new Placement(0, 0, 0), rows, columns);
            double expectedLoss = operation.run(
                    Kernels.scalar(), GuardedMatrix.of(arena, from, rows, columns, scores), labels, expected);
            float[] values = columns == 0 ? new float[0] : expected.matrix().toArray();

            GuardedMatrix source = GuardedMatrix.of(arena, from, rows, columns, scores);
            GuardedMatrix target = GuardedMatrix.unwritten(arena, to, rows, columns);
            assertEquals(expectedLoss, operation.run(kernels, source, labels, target), what);
            target.assertHolds(values, () -> what);
            source.assertHolds(scores, () -> what + ", the input");
            assertEquals(expectedLoss, operation.run(kernels, source, labels, source), what + ", in place");
            source.assertHolds(values, () -> what + ", in place");
        }
    }
}
