package org.lanewise.trials.concurrency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.train.Schedule;
import org.lanewise.learn.train.Trainer;
import org.lanewise.testing.Scale;

/** One data set, one model scored by eight threads while two others train, on pools of their own and the common one. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ManyThreadsTest {

    private static final int READERS = 8;
    private static final int TRAININGS = Scale.of(4);

    @TempDir
    Path directory;

    @Test
    void eightReadersWhileOthersTrain() throws Exception {
        SyntheticCifar.write(directory, 600, 100, 1);
        ExecutorService threads = Executors.newFixedThreadPool(READERS + 2);
        try (CifarDataset cifar = CifarDataset.open(directory);
                Arena arena = Arena.ofShared();
                Workers workers = Workers.of(2)) {
            Preprocessing mean = Preprocessing.meanImage(arena, cifar.train().features(), 1 / 128f);
            LinearModel model = LinearModel.allocate(arena, 10, 3072);
            train(cifar, mean, model, Kernels.best());
            float[] trained = model.weights().toArray();
            float[] expected = scores(Kernels.best(), model, mean, cifar.test().features());

            AtomicBoolean done = new AtomicBoolean();
            AtomicLong passes = new AtomicLong();
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Kernels kernels = i % 2 == 0 ? Kernels.best() : Kernels.best().on(workers);
                readers.add(threads.submit(() -> {
                    do {
                        assertArrayEquals(
                                expected,
                                scores(kernels, model, mean, cifar.test().features()));
                        passes.incrementAndGet();
                    } while (!done.get());
                }));
            }
            List<Callable<Void>> trainings = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Kernels kernels = Kernels.best().on(i == 0 ? Workers.common() : workers);
                trainings.add(() -> {
                    for (int round = 0; round < TRAININGS; round++) {
                        LinearModel other = LinearModel.allocate(arena, 10, 3072);
                        train(cifar, mean, other, kernels);
                        assertArrayEquals(trained, other.weights().toArray());
                    }
                    return null;
                });
            }
            for (Future<Void> training : threads.invokeAll(trainings)) {
                training.get();
            }
            done.set(true);
            for (Future<?> reader : readers) {
                reader.get();
            }
            assertTrue(passes.get() >= READERS);
            Scale.summary(
                    "%d threads: %d passes while %d trainings ran beside them", READERS, passes.get(), 2 * TRAININGS);
        } finally {
            threads.shutdownNow();
        }
    }

    /** A training is not ended by an interrupt, which stays for who waits or reads a file afterwards. */
    @Test
    void interruptsLeaveATrainingAsItIs() throws Exception {
        SyntheticCifar.write(directory, 600, 0, 1);
        try (CifarDataset cifar = CifarDataset.open(directory);
                Arena arena = Arena.ofShared();
                Workers workers = Workers.of(2)) {
            Preprocessing mean = Preprocessing.meanImage(arena, cifar.train().features(), 1 / 128f);
            LinearModel expected = LinearModel.allocate(arena, 10, 3072);
            train(cifar, mean, expected, Kernels.best());
            for (Workers some : List.of(workers, Workers.common())) {
                LinearModel model = LinearModel.allocate(arena, 10, 3072);
                AtomicBoolean kept = new AtomicBoolean();
                Thread training = new Thread(() -> {
                    train(cifar, mean, model, Kernels.best().on(some));
                    kept.set(Thread.interrupted());
                });
                training.start();
                do {
                    training.interrupt();
                } while (!training.join(Duration.ofMillis(1)));
                assertTrue(kept.get());
                assertArrayEquals(expected.weights().toArray(), model.weights().toArray());
            }
        }
    }

    private static void train(CifarDataset cifar, Preprocessing mean, LinearModel model, Kernels kernels) {
        Trainer.of(kernels, mean, cifar.train())
                .schedule(Schedule.constant(5e-3f))
                .batchSize(64)
                .epochs(2)
                .build()
                .train(model);
    }

    private static float[] scores(Kernels kernels, LinearModel model, Preprocessing mean, Features images) {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix scores = FloatMatrix.allocate(arena, images.rows(), 10);
            kernels.scores(new ScoreFunction(model, mean), images, scores, kernels.workspace(arena, 0, 10, 3072));
            return scores.toArray();
        }
    }
}
