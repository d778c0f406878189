package org.lanewise.trials.faults;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.LostDataException;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.train.Trainer;

/**
 * Trains on a set, says so each time around, until its files are cut short; then trains on another set, as a process must that
 * goes on. Arguments: both sets, images of a minibatch, threads.
 */
final class Truncation {

    private Truncation() {}

    public static void main(String[] arguments) throws IOException {
        int batch = Integer.parseInt(arguments[2]);
        try (Workers workers = Workers.of(Integer.parseInt(arguments[3]))) {
            Kernels kernels = Kernels.best().on(workers);
            train(kernels, Path.of(arguments[0]), batch, Integer.MAX_VALUE);
            train(kernels, Path.of(arguments[1]), batch, 2);
            System.out.println("trained on another set");
        }
    }

    private static void train(Kernels kernels, Path set, int batch, int rounds) throws IOException {
        try (CifarDataset cifar = CifarDataset.open(set);
                Arena arena = Arena.ofShared()) {
            Preprocessing mean = Preprocessing.meanImage(arena, cifar.train().features(), 1 / 128f);
            LinearModel model = LinearModel.allocate(arena, 10, 3072);
            for (int round = 0; round < rounds; round++) {
                Trainer.of(kernels, mean, cifar.train())
                        .batchSize(batch)
                        .epochs(1)
                        .build()
                        .train(model);
                System.out.println("trained");
            }
        } catch (LostDataException lost) {
            System.out.println(lost.getMessage());
        }
    }
}
