package org.lanewise.learn.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.train.TrainingState;
import org.lanewise.testing.CountingArena;

/** Whatever shapes a model or checkpoint claims, the memory off the heap is in proportion to the file. */
@Tag("any-kernels")
class ProportionTest {

    @TempDir
    Path folder;

    /** A checkpoint of two classes and three features, which is a model with more in it. */
    private byte[] good() throws IOException {
        Path file = folder.resolve("good.npz");
        try (Arena arena = Arena.ofShared()) {
            Classifier classifier =
                    new Classifier(LinearModel.allocate(arena, 2, 3), Preprocessing.none(arena, 3), List.of("a", "b"));
            TrainingState state = new TrainingState(
                    Map.of("momentum", FloatMatrix.allocate(arena, 2, 3), "weights", FloatMatrix.allocate(arena, 2, 3)),
                    Map.of("epoch", 1L));
            new CheckpointFile(new ModelFile(classifier, Map.of("seed", "1")), state).write(file);
        }
        return Files.readAllBytes(file);
    }

    /** The bytes off the heap that it takes to refuse, or read, a checkpoint with one array replaced. */
    private long offHeap(byte[] checkpoint, String name, byte[] array, boolean isRefused) throws IOException {
        Path file = Files.write(folder.resolve("changed.npz"), Bytes.with(checkpoint, name, array));
        try (CountingArena arena = new CountingArena()) {
            if (isRefused) {
                assertThrows(ArrayFileException.class, () -> CheckpointFile.read(arena, file));
            } else {
                CheckpointFile.read(arena, file);
            }
            assertTrue(arena.bytes() < 4 * (Files.size(file) + Npz.ALWAYS_ALLOWED), arena.bytes() + " bytes");
            return arena.bytes();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "W | (20000000, 0)",
                "W | (2147483647, 0)",
                "W | (0, 2147483647)",
                "W | (2, 0)",
                "W | (0, 3)",
                "W | (0, 0)",
                "b | (0,)",
                "mean | (0,)",
                "scale | (2147483647, 0)"
            })
    @Timeout(10)
    void arraysWithADimensionOfNoneAreRefusedForNothing(String name, String shape) throws IOException {
        long bytes = offHeap(good(), name, Bytes.npy("<f4", false, shape, new byte[0]), true);
        assertTrue(bytes <= 1000, bytes + " bytes");
    }

    /** A state may have them; whoever continues the training compares the shapes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"(5000000, 0)", "(2147483647, 0)", "(0, 2147483647)"})
    @Timeout(10)
    void emptyStatesTakeNothing(String shape) throws IOException {
        long bytes = offHeap(good(), "state_momentum", Bytes.npy("<f4", false, shape, new byte[0]), false);
        assertTrue(bytes <= 1000, bytes + " bytes");
    }

    /** Padded to cache lines, rows of one float would take sixteen times what they have, and inflated zeros 16,000 times. */
    @ParameterizedTest
    @CsvSource({"1000000, 1", "300000, 3", "60000, 17", "100, 10240"})
    void manyShortRowsTakeTwiceWhatTheyHaveAtMost(int rows, int columns) throws IOException {
        byte[] zeros = new byte[Float.BYTES * rows * columns];
        byte[] array = Bytes.npy("<f4", false, "(" + rows + ", " + columns + ")", zeros);
        long bytes = offHeap(good(), "state_momentum", array, false);
        assertTrue(bytes <= 2L * zeros.length + 1000, bytes + " bytes");
        offHeap(good(), "W", array, true);
    }

    /** Many classes of one feature: the bias is a column, and is not padded either. */
    @Test
    void manyClassesOfOneFeatureTakeWhatTheyHave() throws IOException {
        Path file = folder.resolve("narrow.npz");
        int classes = 20_000;
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        try (Arena arena = Arena.ofShared()) {
            new ModelFile(
                            new Classifier(
                                    LinearModel.allocate(arena, classes, 1), Preprocessing.none(arena, 1), names),
                            Map.of())
                    .write(file);
        }
        try (CountingArena arena = new CountingArena()) {
            assertEquals(names, ModelFile.read(arena, file).classifier().classNames());
            assertTrue(arena.bytes() <= 2L * classes * Float.BYTES + 1000, arena.bytes() + " bytes");
        }
    }

    /** The bias of so many classes is not there, so nothing is allocated for their weights. */
    @Test
    void allShapesAreComparedBeforeTheWeightsAreRead() throws IOException {
        byte[] weights = Bytes.npy("<f4", false, "(1000, 1000)", new byte[4_000_000]);
        assertTrue(offHeap(good(), "W", weights, true) <= 1000);
    }

    @Test
    void matricesOfNoColumnsNeedNoMemory() {
        try (CountingArena arena = new CountingArena()) {
            for (int rows : new int[] {0, 1, 20_000_000, Integer.MAX_VALUE}) {
                assertEquals(0, FloatMatrix.allocatePadded(arena, rows, 0).leadingDimension());
                FloatMatrix.allocate(arena, rows, 0);
                FloatMatrix.allocate(arena, rows, 0, 16).fill(1);
                FloatMatrix.allocate(arena, 0, rows);
            }
            assertEquals(16 * Float.BYTES, arena.bytes(), "a float for each, to have an address");
        }
    }
}
