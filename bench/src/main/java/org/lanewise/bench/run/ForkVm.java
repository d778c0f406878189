package org.lanewise.bench.run;

import java.util.ArrayList;
import java.util.List;

/** How java is started for a fork. */
public final class ForkVm {

    /** The same for every benchmark and implementation. */
    public static final List<String> OPTIONS = List.of(
            "--add-modules=jdk.incubator.vector",
            // Native peers are called through the Foreign Function API; Lanewise itself needs no such leave.
            "--enable-native-access=ALL-UNNAMED",
            // JMH 1.37 uses what JDK 25 warns of.
            "--sun-misc-unsafe-memory-access=allow",
            // Hardly anything is allocated: the simplest collector disturbs least, and a small heap starts fast.
            "-XX:+UseSerialGC",
            "-Xms128m",
            "-Xmx1g", // prepared images of peers on the heap
            "-XX:+AlwaysPreTouch",
            "-XX:MaxDirectMemorySize=4g");

    private ForkVm() {}

    /**
     * All options.
     *
     * @param more what only this run needs
     * @param user what the user adds, last, so that it prevails
     * @return {@link #OPTIONS} and those
     */
    public static List<String> options(List<String> more, List<String> user) {
        List<String> all = new ArrayList<>(OPTIONS);
        all.addAll(more);
        all.addAll(user);
        return all;
    }
}
