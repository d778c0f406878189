package org.lanewise.bench.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.bench.implementations.Implementation;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.run.ForkVm;

/** What was measured on, as lines of a label and a text. */
public final class Environment {

    private final Map<String, String> lines = new LinkedHashMap<>();

    private Environment() {}

    /**
     * Describes the machine, the VM, the data and the sources.
     *
     * @param root the root of the repository
     * @param data the data set and how many images it has
     * @param effort forks, iterations and threads
     * @return the description
     */
    public static Environment of(Path root, String data, String effort) {
        Host host = new Host(Path.of("/"));
        Environment environment = new Environment();
        environment.lines.put("CPU", host.cpu() + ", " + host.cores() + " cores, load " + host.load());
        environment.lines.put("caches", host.caches());
        environment.lines.put("SIMD", simd());
        environment.lines.put("JDK", Host.jdk());
        environment.lines.put("flags", String.join(" ", ForkVm.OPTIONS));
        environment.lines.put("data", data);
        environment.lines.put("revision", Revision.of(root.toAbsolutePath()));
        environment.lines.put("effort", effort);
        return environment;
    }

    private static String simd() {
        Implementation simd = Implementations.named("simd");
        String obstacle = simd.obstacle();
        return obstacle == null ? simd.describe(Implementation.ONE_THREAD) : "not available: " + obstacle;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        lines.forEach((label, value) -> text.append(String.format("%-9s %s%n", label, value)));
        return text.toString();
    }
}
