package org.lanewise.bench.implementations;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lanewise.bench.auto.AutoKernels;
import org.lanewise.bench.peers.OpenBlas;
import org.lanewise.core.kernels.Kernels;

/** The implementations that race, in the order of the tables. A new one is one line here. */
public final class Implementations {

    /** The textbook's loops, to which speedups refer. */
    public static final String SCALAR = "scalar";

    /** All of them. */
    public static final List<Implementation> ALL = List.of(
            new OwnKernels(SCALAR, Implementation.ONE_THREAD, false, threads -> Kernels.scalar()),
            new OwnKernels("auto", Implementation.ONE_THREAD, false, threads -> new AutoKernels()),
            new OwnKernels("simd", Implementation.ONE_THREAD, true, threads -> Kernels.simd()),
            new PeerLibrary("openblas", Implementation.ANY_THREADS, OpenBlas::load));

    private Implementations() {}

    /**
     * An implementation by its name.
     *
     * @param name the name
     * @return the implementation
     * @throws IllegalArgumentException if there is none
     */
    public static Implementation named(String name) {
        return ALL.stream()
                .filter(implementation -> implementation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no implementation " + name + "; there are " + String.join(", ", names()) + "."));
    }

    /**
     * Lanewise's kernels, by name, for as many threads as this fork was told.
     *
     * @param name the name
     * @return the kernels
     * @throws IllegalStateException if they cannot be loaded, or others came in their place
     */
    public static Kernels kernels(String name) {
        return named(name).kernels(ForkThreads.ofThisFork());
    }

    /**
     * Who races in the cases of a task.
     *
     * @param task the task
     * @return names, in the order of the tables
     */
    public static List<String> names(Task task) {
        return ALL.stream()
                .filter(implementation -> implementation.does(task))
                .map(Implementation::name)
                .collect(Collectors.toList());
    }

    /** {@return the names of all} */
    public static List<String> names() {
        return ALL.stream().map(Implementation::name).collect(Collectors.toList());
    }

    /**
     * The threads that share an operation.
     *
     * @param name any name, also one that is no implementation, such as the loader
     * @param requested how many are asked for
     * @return so many as it can use
     */
    public static int threads(String name, int requested) {
        return names().contains(name) ? named(name).threads(requested) : Implementation.ONE_THREAD;
    }

    /**
     * Whether a name is a peer's.
     *
     * @param name any name, also one that is no implementation of kernels
     * @return true for peers
     */
    public static boolean isPeer(String name) {
        return any(name, Implementation::isPeer);
    }

    /**
     * Whether it takes a long warm-up.
     *
     * @param name any name, also one that is no implementation of kernels
     * @return true for those on the Vector API
     */
    public static boolean isSlowStart(String name) {
        return any(name, Implementation::isSlowStart);
    }

    private static boolean any(String name, Predicate<Implementation> property) {
        return ALL.stream()
                .filter(implementation -> implementation.name().equals(name))
                .anyMatch(property);
    }
}
