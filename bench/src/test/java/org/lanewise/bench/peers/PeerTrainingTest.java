package org.lanewise.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.implementations.Training;
import org.lanewise.bench.implementations.TrainingTask;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/** The step that is composed of a peer's products, against the scalar kernels' step, step after step. */
class PeerTrainingTest {

    private static final int CLASSES = 10;
    private static final int IMAGES = 100;
    private static final int BATCH = 40;
    private static final double TOLERANCE = 1e-4;

    @TempDir
    Path temporary;

    private final Arena arena = Arena.ofShared();
    private CifarDataset cifar;

    static List<String> peers() {
        return Implementations.peers();
    }

    /** Every peer's training, chosen by itself and in each composition: blocks that are full, and a smaller last one. */
    static List<Arguments> compositions() {
        List<Arguments> all = new ArrayList<>();
        for (String peer : peers()) {
            all.add(arguments(peer, (Maker) task -> Implementations.named(peer).training(1, task)));
        }
        for (int images : Composition.candidates(BATCH)) {
            all.add(arguments(
                    "floats by " + images, (Maker) task -> PeerTraining.onFloats(OpenBlas.load(1), task, images)));
            all.add(arguments(
                    "bytes by " + images, (Maker) task -> PeerTraining.onBytes(OpenBlas.load(1), task, images)));
            all.add(arguments(
                    "on the heap by " + images, (Maker) task -> PeerTraining.onFloats(Ejml.load(1), task, images)));
        }
        return all;
    }

    interface Maker {
        Training make(TrainingTask task);
    }

    @BeforeEach
    void open() throws IOException {
        Path directory = SyntheticCifar.write(temporary.resolve("synthetic"), IMAGES, 10, 1);
        cifar = CifarDataset.open(directory, CifarFormat.CIFAR10);
    }

    @AfterEach
    void close() {
        cifar.close();
        arena.close();
    }

    @ParameterizedTest
    @MethodSource("compositions")
    void lossAndParametersAreThoseOfTheScalarKernels(String name, Maker maker) {
        TrainingTask task = task();
        Training training = maker.make(task);
        Training expected = Implementations.named(Implementations.SCALAR).training(1, task);
        for (int step = 0; step < IMAGES / BATCH; step++) { // bytes begin a new order afterwards
            double loss = expected.step(0.01f);
            assertEquals(loss, training.step(0.01f), TOLERANCE * loss);
        }
        assertClose(expected.model().weights(), training.model().weights());
        assertClose(expected.model().bias(), training.model().bias());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openblas", "netlib", "ejml"})
    void afterTheLastMinibatchComesTheFirst(String peer) {
        Training training = Implementations.named(peer).training(1, task());
        double first = training.step(0f);
        assertNotEquals(first, training.step(0f));
        assertEquals(first, training.step(0f), TOLERANCE);
    }

    @Test
    void fromBytesANewOrderFollows() {
        Training training = Implementations.named("openblas-bytes").training(1, task());
        double first = training.step(0f);
        training.step(0f);
        assertNotEquals(first, training.step(0f), TOLERANCE * first);
    }

    /** A strong regularization, so that it would be missed. */
    private TrainingTask task() {
        Preprocessing preprocessing =
                Preprocessing.meanImage(arena, cifar.train().features(), 1 / 64f);
        LinearModel start = LinearModel.allocate(arena, CLASSES, 3072);
        SplittableRandom random = new SplittableRandom(5);
        for (int k = 0; k < CLASSES; k++) {
            start.bias().set(k, 0, random.nextFloat());
            for (int d = 0; d < 3072; d++) {
                start.weights().set(k, d, 0.02f * random.nextFloat() - 0.01f);
            }
        }
        return new TrainingTask(cifar.train(), preprocessing, start, BATCH, 0.1f);
    }

    private static void assertClose(FloatMatrix expected, FloatMatrix actual) {
        for (int i = 0; i < expected.rows(); i++) {
            for (int j = 0; j < expected.columns(); j++) {
                assertEquals(expected.get(i, j), actual.get(i, j), TOLERANCE);
            }
        }
    }
}
