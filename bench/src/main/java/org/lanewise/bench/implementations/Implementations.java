package org.lanewise.bench.implementations;

import static org.lanewise.bench.implementations.Implementation.ANY_THREADS;
import static org.lanewise.bench.implementations.Implementation.ONE_THREAD;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lanewise.bench.peers.Ejml;
import org.lanewise.bench.peers.NetlibBlas;
import org.lanewise.bench.peers.OpenBlas;
import org.lanewise.bench.softmax.LanewiseExpSoftmax;
import org.lanewise.bench.softmax.MathExpSoftmax;
import org.lanewise.core.internal.plain.PlainKernels;
import org.lanewise.core.kernels.Kernels;

/** The implementations that race, in the order of the tables. A new one is one line here. */
public final class Implementations {

    /** The textbook's loops, to which speedups refer. */
    public static final String SCALAR = "scalar";

    /** Plain Java that C2 vectorizes: Lanewise's fallback, which calls itself plain. */
    public static final String AUTO = "auto";

    /** Lanewise's Vector API kernels, which all this is about. */
    public static final String SIMD = "simd";

    /** OpenBLAS, whose training step has its images as floats, prepared and in order. */
    public static final String OPENBLAS = "openblas";

    /** OpenBLAS, whose training step begins with the same shuffled bytes as Lanewise's. */
    public static final String OPENBLAS_BYTES = "openblas-bytes";

    /**
     * All of them. Each is made by a lambda with a body, not by a method reference, which would load the class at once:
     * a peer whose jar is missing would take everyone down with it.
     */
    public static final List<Implementation> ALL = List.of(
            new OwnKernels(SCALAR, SCALAR, ONE_THREAD, threads -> Kernels.scalar()),
            new OwnKernels(AUTO, "plain", ONE_THREAD, threads -> new PlainKernels("vectorized by C2 where it can")),
            new OwnKernels(SIMD, SIMD, ANY_THREADS, LanewiseSimd::on),
            new PeerLibrary(OPENBLAS, ANY_THREADS, true, threads -> OpenBlas.load(threads)),
            new PeerFromBytes(OPENBLAS_BYTES, ANY_THREADS, threads -> OpenBlas.load(threads)),
            new PeerLibrary("netlib", ONE_THREAD, false, threads -> NetlibBlas.load()),
            new PeerLibrary("ejml", ANY_THREADS, false, threads -> Ejml.load(threads)),
            new SoftmaxCode("math-exp", () -> new MathExpSoftmax()),
            new SoftmaxCode("lanewise-exp", () -> new LanewiseExpSoftmax()));

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
     * @return a new list of names, in the order of the tables
     */
    public static List<String> names(Task task) {
        return names(implementation -> implementation.does(task));
    }

    /** {@return the names of all peers} */
    public static List<String> peers() {
        return names(Implementation::isPeer);
    }

    private static List<String> names(Predicate<Implementation> property) {
        return ALL.stream().filter(property).map(Implementation::name).collect(Collectors.toCollection(ArrayList::new));
    }

    /** {@return the names of all} */
    public static List<String> names() {
        return names(implementation -> true);
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
        return peers().contains(name);
    }

    /**
     * Threads besides the caller's that are not Java threads.
     *
     * @param name the name of an implementation
     * @param threads how many threads share an operation, at most
     * @return their number
     */
    public static int nativeHelpers(String name, int threads) {
        return named(name).nativeHelpers(threads);
    }
}
