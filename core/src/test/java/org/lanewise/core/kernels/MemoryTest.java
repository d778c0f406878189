package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.LostDataException;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.testing.Scale;

/** Memory that is gone, going, too small, or not to be written: an exception that says so, never a crash. */
@Timeout(120)
class MemoryTest {

    private static final long SEED = 400;

    /** That {@link #operation} knows. */
    private static final int OPERATIONS = 10;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        arena.close();
    }

    private FloatMatrix matrix(int rows, int columns) {
        return FloatMatrix.allocate(arena, rows, columns);
    }

    private static FloatMatrix readOnly(FloatMatrix matrix) {
        return FloatMatrix.of(
                matrix.segment().asReadOnly(),
                matrix.offset(),
                matrix.rows(),
                matrix.columns(),
                matrix.leadingDimension());
    }

    private static void assertSays(Class<? extends Exception> type, String part, Runnable call) {
        String message = assertThrows(type, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void readOnlyOutputsAreRefused() {
        FloatMatrix a = matrix(30, 30);
        FloatMatrix result = readOnly(matrix(30, 30));
        String reason = "read-only";
        assertSays(IllegalArgumentException.class, reason, () -> kernels.matmul(a, a, result));
        assertSays(IllegalArgumentException.class, reason, () -> kernels.softmax(a, result));
        assertSays(IllegalArgumentException.class, reason, () -> kernels.logSoftmax(result, result));
        assertSays(IllegalArgumentException.class, reason, () -> kernels.axpy(1, a, result));
        Batch batch = Batch.draw(arena, SEED, 20, 5, 40, 0.01f);
        assertSays(IllegalArgumentException.class, reason, () -> scores(batch, readOnly(matrix(20, 5))));
        LinearModel gradient = new LinearModel(readOnly(matrix(5, 40)), matrix(5, 1));
        assertSays(IllegalArgumentException.class, reason, () -> batch.gradient(arena, kernels, gradient));
        assertSays(IllegalArgumentException.class, reason, () -> backward(batch, matrix(20, 5), gradient));
        assertSays(
                IllegalArgumentException.class,
                reason,
                () -> kernels.featureGradient(batch.score(), matrix(20, 5), readOnly(matrix(20, 40))));
        LinearModel model =
                new LinearModel(batch.model().weights(), readOnly(batch.model().bias()));
        assertSays(
                IllegalArgumentException.class, reason, () -> batch.with(model).step(arena, kernels, 1));
    }

    @Test
    void readOnlyInputsAreFine() {
        FloatMatrix a = FloatMatrix.copyOf(arena, 2, 2, 1, 2, 3, 4);
        FloatMatrix c = matrix(2, 2);
        kernels.matmul(readOnly(a), readOnly(a), c);
        assertArrayEquals(new float[] {7, 10, 15, 22}, c.toArray());
    }

    @Test
    void closedMemoryIsNamed() {
        FloatMatrix open = matrix(30, 30);
        Arena other = Arena.ofShared();
        FloatMatrix closed = FloatMatrix.allocate(other, 30, 30);
        Batch batch = Batch.draw(other, SEED, 20, 5, 30, 0.01f);
        Batch square = Batch.draw(arena, SEED, 30, 30, 30, 0);
        LinearModel ofClosed = new LinearModel(closed, matrix(30, 1));
        LinearModel gradient = LinearModel.allocate(arena, 30, 30);
        other.close();
        assertSays(IllegalStateException.class, "memory of A, 30 x 30", () -> kernels.matmul(closed, open, open));
        assertSays(IllegalStateException.class, "memory of B, 30 x 30", () -> kernels.matmul(open, closed, open));
        assertSays(IllegalStateException.class, "memory of C, 30 x 30", () -> kernels.matmul(open, open, closed));
        assertSays(IllegalStateException.class, "arena was closed", () -> kernels.softmax(closed, open));
        assertSays(IllegalStateException.class, "arena was closed", () -> kernels.axpy(1, open, closed));
        double[] losses = new double[30];
        Loss loss = SoftmaxCrossEntropy.softmax();
        assertSays(
                IllegalStateException.class,
                "arena was closed",
                () -> kernels.losses(loss, closed, new int[30], losses));
        assertSays(IllegalStateException.class, "arena was closed", () -> scores(batch, matrix(20, 5)));
        assertSays(
                IllegalStateException.class,
                "memory of the scores' gradient, 30 x 30",
                () -> backward(square, closed, gradient));
        assertSays(IllegalStateException.class, "memory of the gradient", () -> backward(square, open, ofClosed));
        assertSays(
                IllegalStateException.class,
                "memory of the features' gradient",
                () -> kernels.featureGradient(square.score(), open, closed));
        assertSays(
                IllegalStateException.class,
                "memory of the weights",
                () -> kernels.featureGradient(square.with(ofClosed).score(), open, matrix(30, 30)));
        assertSays(IllegalStateException.class, "arena was closed", () -> batch.step(arena, kernels, 1));
    }

    /** Outputs that lie over what is read would be wrong without a word. */
    @Test
    void outputsOverPixelsOrPreprocessingAreRefused() {
        Batch batch = Batch.draw(arena, SEED, 20, 5, 40, 0.01f);
        MemorySegment pixels = batch.features().segment(0);
        long last = pixels.byteSize() - 4;
        assertSays(
                IllegalArgumentException.class, "features", () -> scores(batch, FloatMatrix.of(pixels, 0, 20, 5, 5)));
        LinearModel biasOver = new LinearModel(matrix(5, 40), FloatMatrix.of(pixels, last - 16, 5, 1, 1));
        assertSays(IllegalArgumentException.class, "features", () -> batch.gradient(arena, kernels, biasOver));
        Batch selected = batch.with(batch.features().select(3, 1, 7).rows(0, 2));
        LinearModel model = new LinearModel(FloatMatrix.of(pixels, 0, 5, 40, 40), matrix(5, 1));
        assertSays(
                IllegalArgumentException.class,
                "features",
                () -> selected.with(model).step(arena, kernels, 1));
        Features two =
                Features.concatenate(Inputs.pixels(arena, new SplittableRandom(1), 2, 40, 0, 0), batch.features());
        assertSays(
                IllegalArgumentException.class,
                "features",
                () -> batch.with(two.rows(0, 20)).with(model).step(arena, kernels, 1));
        Preprocessing overlapping = new Preprocessing(
                batch.model().weights().rows(2, 3), batch.preprocessing().scale());
        Batch shared = batch.with(overlapping);
        assertSays(IllegalArgumentException.class, "preprocessing", () -> shared.step(arena, kernels, 1));
    }

    private void backward(Batch batch, FloatMatrix scoreGradient, LinearModel gradient) {
        Workspace workspace = batch.workspace(kernels, arena);
        kernels.backward(batch.score(), batch.features(), scoreGradient, gradient, workspace);
    }

    private void scores(Batch batch, FloatMatrix scores) {
        Workspace workspace = kernels.workspace(
                arena, 0, batch.model().classes(), batch.model().features());
        kernels.scores(batch.score(), batch.features(), scores, workspace);
    }

    /** One float short, and sums that overflow int and long. */
    @Test
    void tooLittleMemoryIsRefusedAtOnce() {
        MemorySegment memory = arena.allocate(4L * 10 * 7 - 4);
        assertSays(IllegalArgumentException.class, "needs 280 bytes", () -> FloatMatrix.of(memory, 0, 10, 7, 7));
        FloatMatrix.of(memory, 0, 10, 6, 7);
        for (long offset : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 3, 1L << 62, 1L << 32, -1, Long.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> FloatMatrix.of(memory, offset, 1, 1, 1));
            assertThrows(IllegalArgumentException.class, () -> Features.ofBytes(memory, offset, 2, 1, 1));
        }
        int max = Integer.MAX_VALUE;
        for (int[] shape : new int[][] {{max, max, max}, {65536, 65536, 65536}, {2, 1, max}, {1 << 30, 4, 4}}) {
            assertThrows(IllegalArgumentException.class, () -> FloatMatrix.of(memory, 0, shape[0], shape[1], shape[2]));
            assertThrows(
                    IllegalArgumentException.class, () -> Features.ofBytes(memory, 0, shape[0], shape[1], 1L << 62));
        }
    }

    /** Rows 2 GiB apart in a file of holes: bytes beyond 2^32, elements beyond 2^31. */
    @Test
    void offsetsBeyondIntAreReached() throws IOException {
        int rows = 5;
        int columns = 70;
        int leadingDimension = 1 << 29;
        long bytes = ((rows - 1L) * leadingDimension + columns) * Float.BYTES;
        SplittableRandom random = new SplittableRandom(SEED);
        try (FileChannel file = FileChannel.open(
                directory.resolve("holes"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            MemorySegment memory = file.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
            FloatMatrix far = FloatMatrix.of(memory, 0, rows, columns, leadingDimension);
            float[] values = Inputs.normal(random, rows * columns, 1);
            far.copyFrom(values);
            FloatMatrix near = FloatMatrix.copyOf(arena, rows, columns, values);
            for (Transpose transpose : Transpose.values()) {
                int size = transpose == Transpose.NO ? rows : columns;
                Transpose other = transpose == Transpose.NO ? Transpose.YES : Transpose.NO;
                FloatMatrix expected = matrix(size, size);
                FloatMatrix actual = matrix(size, size);
                kernels.matmul(transpose, other, 1, near, near, 0, expected);
                kernels.matmul(transpose, other, 1, far, far, 0, actual);
                assertArrayEquals(expected.toArray(), actual.toArray());
            }
            FloatMatrix expected = matrix(rows, columns);
            FloatMatrix actual = matrix(rows, columns);
            kernels.softmax(near, expected);
            kernels.softmax(far, actual);
            assertArrayEquals(expected.toArray(), actual.toArray());
            far.copyFrom(actual);
            assertArrayEquals(actual.toArray(), far.toArray());
        }
    }

    @Test
    void aWorkspaceIsNotPartOfAMappedFile() throws IOException {
        try (FileChannel file = FileChannel.open(
                directory.resolve("workspace"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            MemorySegment mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, 1 << 20, arena);
            SegmentAllocator parts = SegmentAllocator.slicingAllocator(mapped);
            Arena ofFile = new Arena() {
                @Override
                public MemorySegment allocate(long size, long alignment) {
                    return parts.allocate(size, alignment);
                }

                @Override
                public MemorySegment.Scope scope() {
                    return mapped.scope();
                }

                @Override
                public void close() {}
            };
            assertSays(IllegalArgumentException.class, "mapped file", () -> kernels.workspace(ofFile, 4, 3, 5));
        }
    }

    /** Another thread closes the arena in the middle of an operation. */
    @Test
    @Tag("large")
    void closingDuringAnOperationIsAnExceptionOfIt() throws Exception {
        try (Workers workers = Workers.of(2)) {
            int rounds = Scale.of(10);
            for (int round = 0; round < rounds; round++) {
                Kernels some = round % 2 == 0 ? kernels : kernels.on(workers);
                closeDuring(round, some);
            }
            Scale.summary(
                    "arenas closed during operations, %s: %d", kernels.info().summary(), OPERATIONS * rounds);
        }
    }

    private void closeDuring(int round, Kernels some) throws Exception {
        for (int operation = 0; operation < OPERATIONS; operation++) {
            Arena closing = Arena.ofShared();
            Runnable call = operation(operation, some, closing);
            Throwable[] thrown = new Throwable[1];
            Semaphore begun = new Semaphore(0);
            Thread thread = new Thread(() -> {
                try {
                    while (true) {
                        call.run();
                        begun.release();
                    }
                } catch (Throwable end) {
                    thrown[0] = end;
                }
            });
            thread.start();
            begun.acquire();
            Thread.sleep(0, 100_000 * (round % 7));
            closing.close();
            thread.join();
            assertInstanceOf(IllegalStateException.class, thrown[0], "operation " + operation);
            assertTrue(thrown[0].getMessage().contains("closed"), thrown[0].getMessage());
        }
    }

    private static Runnable operation(int number, Kernels some, Arena closing) {
        FloatMatrix a = FloatMatrix.allocate(closing, 200, 150);
        FloatMatrix b = FloatMatrix.allocate(closing, 150, 200);
        FloatMatrix c = FloatMatrix.allocate(closing, 200, 200);
        FloatMatrix d = FloatMatrix.allocate(closing, 200, 150);
        Batch batch = Batch.draw(closing, SEED, 80, 10, 300, 0.01f);
        Workspace workspace = some.workspace(closing, 80, 10, 300);
        FloatMatrix scores = FloatMatrix.allocate(closing, 80, 10);
        LinearModel gradient = LinearModel.allocate(closing, 10, 300);
        FloatMatrix ofFeatures = FloatMatrix.allocate(closing, 80, 300);
        return switch (number) {
            case 0 -> () -> some.matmul(a, b, c);
            case 1 -> () -> some.softmax(c, c);
            case 2 -> () -> some.scores(batch.score(), batch.features(), scores, workspace);
            case 3 -> () -> some.axpy(0.5f, a, d);
            case 4 -> () -> some.loss(batch.loss(), scores, batch.labels(), scores);
            case 5 -> () -> some.distances(Metric.L2, batch.features(), batch.features(), new int[80 * 80]);
            case 6 -> () -> batch.gradient(some, gradient, workspace);
            case 7 -> () -> some.backward(batch.score(), batch.features(), scores, gradient, workspace);
            case 8 -> () -> some.featureGradient(batch.score(), scores, ofFeatures);
            default -> () -> batch.step(some, 1e-3f, workspace);
        };
    }

    /** Someone truncates the file that the images are mapped from. */
    @Test
    void imagesOfAFileThatWasCutShort() throws IOException {
        Batch batch = Batch.draw(arena, SEED, 40, 10, 3072, 0.01f);
        for (int images : new int[] {40, 5}) {
            Path path = directory.resolve(images + ".bin");
            try (FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                file.write(batch.features().segment(0).asByteBuffer());
                MemorySegment mapped = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
                Features pixels = Features.of(Features.Element.BYTE, mapped, 1, 40, 3072, 3073, path.toString());
                Batch fromFile = batch.with(pixels.rows(40 - images, 40));
                fromFile.step(arena, kernels, 0);
                file.truncate(3073);
                String lost = path + " was cut short";
                assertSays(LostDataException.class, lost, () -> fromFile.step(arena, kernels, 0));
                assertSays(LostDataException.class, lost, () -> scores(fromFile, matrix(images, 10)));
                assertSays(
                        LostDataException.class,
                        lost,
                        () -> fromFile.gradient(arena, kernels, LinearModel.allocate(arena, 10, 3072)));
                assertSays(LostDataException.class, lost, () -> Preprocessing.meanImage(arena, pixels, 1));
                assertSays(
                        LostDataException.class,
                        lost,
                        () -> kernels.distances(Metric.L1, pixels.rows(0, 1), fromFile.features(), new int[images]));
                assertEquals(path.toString(), fromFile.features().origin(0));
            }
        }
    }

    @Test
    void faultsOfAnotherCauseStayWhatTheyAre() {
        InternalError fault = new InternalError("another cause");
        Features images = Inputs.pixels(arena, new SplittableRandom(SEED), 3, 4, 0, 0);
        assertEquals(fault, assertThrows(InternalError.class, () -> LostDataException.explain(fault, images)));
        assertEquals("memory", images.select(2, 0).origin(1));
    }
}
