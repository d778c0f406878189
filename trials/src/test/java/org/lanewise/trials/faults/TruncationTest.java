package org.lanewise.trials.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.core.data.LostPixelsException;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.train.Trainer;
import org.lanewise.trials.Scale;

/** Another process cuts a data set short while it is trained on: an error that names the file, and this process lives on. */
@Timeout(300)
class TruncationTest {

    private static final int ROUNDS = 6;

    @TempDir
    Path directory;

    @Test
    void aTrainingNamesTheFile() throws Exception {
        try (Workers workers = Workers.of(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                Kernels kernels = round % 2 == 0 ? Kernels.best() : Kernels.best().on(workers);
                int batchSize = round < ROUNDS / 2 ? 64 : 8;
                cutShortDuringTraining(directory.resolve("set" + round), kernels, batchSize);
            }
            Scale.summary("data sets cut short by another process while being trained on: %d", ROUNDS);
        }
    }

    private static void cutShortDuringTraining(Path set, Kernels kernels, int batchSize) throws Exception {
        SyntheticCifar.write(set, 1000, 0, 1);
        try (CifarDataset cifar = CifarDataset.open(set);
                Arena arena = Arena.ofShared()) {
            Path file = cifar.files().getFirst();
            Thread other = new Thread(() -> truncate(file));
            Preprocessing mean = Preprocessing.meanImage(arena, cifar.train().images(), 1 / 128f);
            LinearModel model = LinearModel.allocate(arena, 10, 3072);
            Trainer trainer = Trainer.of(kernels, mean, cifar.train())
                    .batchSize(batchSize)
                    .epochs(1_000_000)
                    .build();
            other.start();
            String message = assertThrows(LostPixelsException.class, () -> trainer.train(model))
                    .getMessage();
            assertTrue(message.startsWith(file + " was cut short"), message);
            other.join();
            assertThrows(LostPixelsException.class, () -> new Minibatches(cifar.train(), 64));
        }
    }

    private static void truncate(Path file) {
        try {
            Thread.sleep(300);
            List<String> command = List.of("truncate", "--size=5000", file.toString());
            assertEquals(0, new ProcessBuilder(command).start().waitFor());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
