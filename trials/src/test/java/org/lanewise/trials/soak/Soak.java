package org.lanewise.trials.soak;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * Opens a data set, starts threads, trains, closes everything, again and again; prints what the process holds. Arguments:
 * directory of the set, seconds.
 */
final class Soak {

    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");

    private Soak() {}

    public static void main(String[] arguments) throws Exception {
        Path set = Path.of(arguments[0]);
        long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000L;
        epoch(set);
        print(0, set);
        long rounds = 1;
        for (long next = System.nanoTime(); System.nanoTime() < end; rounds++) {
            epoch(set);
            if (System.nanoTime() > next) {
                print(rounds, set);
                next = System.nanoTime() + 1_000_000_000L;
            }
        }
        print(rounds, set);
    }

    private static void epoch(Path set) throws IOException {
        try (CifarDataset cifar = CifarDataset.open(set);
                Workers workers = Workers.of(2);
                Arena arena = Arena.ofShared()) {
            Kernels kernels = Kernels.best().on(workers);
            Preprocessing mean = Preprocessing.meanImage(arena, cifar.train().features(), 1 / 128f);
            LinearModel model = LinearModel.allocate(arena, 10, 3072);
            Workspace workspace = kernels.workspace(arena, 64, 10, 3072);
            Minibatches batches = new Minibatches(cifar.train(), 64);
            for (batches.shuffle(1, 0); batches.next(); ) {
                kernels.step(
                        new ScoreFunction(model, mean),
                        new Objective(SoftmaxCrossEntropy.softmax(), Regularization.l2(1e-4f)),
                        batches,
                        5e-3f,
                        workspace);
            }
        }
    }

    /** "rounds, resident KiB, KiB of arenas, open files, mappings of the set, threads". */
    private static void print(long rounds, Path set) throws Exception {
        System.out.println(rounds + " " + status("VmRSS:") + " " + arenas() + " " + openFiles() + " " + mappings(set)
                + " " + status("Threads:"));
    }

    /** What the VM's accounts call "Other": memory off the heap. */
    private static long arenas() throws Exception {
        Object accounts = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmNativeMemory",
                        new Object[] {new String[] {"summary", "scale=KB"}},
                        new String[] {String[].class.getName()});
        Matcher other = OTHER.matcher(accounts.toString());
        if (!other.find()) {
            throw new IllegalStateException("No account of other memory in " + accounts);
        }
        return Long.parseLong(other.group(1));
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
