package org.lanewise.trials.soak;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * Opens a data set, starts threads, trains, closes everything, again and again; prints what the process holds. Arguments:
 * directory of the set, seconds.
 */
final class Soak {

    private Soak() {}

    public static void main(String[] arguments) throws IOException {
        Path set = Path.of(arguments[0]);
        long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000L;
        epoch(set);
        print(0, set);
        long rounds = 1;
        for (long next = System.nanoTime(); System.nanoTime() < end; rounds++) {
            epoch(set);
            if (System.nanoTime() > next) {
                print(rounds, set);
                next += 1_000_000_000L;
            }
        }
        print(rounds, set);
    }

    private static void epoch(Path set) throws IOException {
        try (CifarDataset cifar = CifarDataset.open(set);
                Workers workers = Workers.of(2);
                Arena arena = Arena.ofShared()) {
            Kernels kernels = Kernels.best().on(workers);
            Preprocessing mean = Preprocessing.meanImage(arena, cifar.train().images(), 1 / 128f);
            LinearModel model = LinearModel.allocate(arena, 10, 3072);
            Workspace workspace = Workspace.allocate(arena, 64, 10, 3072);
            Minibatches batches = new Minibatches(cifar.train(), 64);
            for (batches.shuffle(1, 0); batches.next(); ) {
                kernels.gradientStep(
                        model,
                        mean,
                        batches.images(),
                        batches.labels(),
                        SoftmaxCrossEntropy.softmax(),
                        Regularization.l2(1e-4f),
                        5e-3f,
                        workspace);
            }
        }
    }

    /** "rounds, resident KiB, open files, mappings of the set, threads". */
    private static void print(long rounds, Path set) throws IOException {
        System.out.println(
                rounds + " " + status("VmRSS:") + " " + openFiles() + " " + mappings(set) + " " + status("Threads:"));
    }

    private static long status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    private static long mappings(Path set) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains(set.toString()))
                .count();
    }
}
