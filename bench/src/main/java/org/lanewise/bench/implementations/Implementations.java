package org.lanewise.bench.implementations;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lanewise.bench.auto.AutoKernels;
import org.lanewise.core.kernels.Kernels;

/** The implementations that race, in the order of the tables. A new one is one line here. */
public final class Implementations {

    /** The textbook's loops, to which speedups refer. */
    public static final String SCALAR = "scalar";

    /** All of them. */
    public static final List<Implementation> ALL = List.of(
            new Implementation(SCALAR, false, false, Kernels::scalar),
            new Implementation("auto", false, false, AutoKernels::new),
            new Implementation("simd", false, true, Kernels::simd));

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
     * Its kernels, by name.
     *
     * @param name the name
     * @return the kernels
     * @throws IllegalStateException if it cannot be loaded, or another one came in its place
     */
    public static Kernels kernels(String name) {
        return named(name).kernels();
    }

    /** {@return the names of all} */
    public static List<String> names() {
        return ALL.stream().map(Implementation::name).collect(Collectors.toList());
    }

    /**
     * Whether a name is a peer's.
     *
     * @param name any name, also one that is no implementation of kernels
     * @return true for peers
     */
    public static boolean isPeer(String name) {
        return any(name, Implementation::peer);
    }

    /**
     * Whether it takes a long warm-up.
     *
     * @param name any name, also one that is no implementation of kernels
     * @return true for those on the Vector API
     */
    public static boolean isSlowStart(String name) {
        return any(name, Implementation::slowStart);
    }

    private static boolean any(String name, Predicate<Implementation> property) {
        return ALL.stream()
                .filter(implementation -> implementation.name().equals(name))
                .anyMatch(property);
    }
}
