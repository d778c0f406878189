package org.lanewise.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured on, as lines of a label and a text. */
public final class Environment {

    private final Map<String, String> lines = new LinkedHashMap<>();

    private Environment() {}

    /**
     * Describes the machine, the VM and the sources.
     *
     * @param host the machine
     * @param vector what the SIMD kernels use, or why there are none
     * @param vmOptions options of the forks
     * @param data the data set
     * @param revision the revision of the sources
     * @param effort forks, iterations and threads
     * @return the description
     */
    public static Environment of(
            Host host, String vector, String vmOptions, String data, String revision, String effort) {
        Environment environment = new Environment();
        environment.lines.put("CPU", host.cpu() + ", " + host.cores() + " cores, load " + host.load());
        environment.lines.put("caches", host.caches());
        environment.lines.put("SIMD", vector);
        environment.lines.put("JDK", Host.jdk());
        environment.lines.put("flags", vmOptions);
        environment.lines.put("data", data);
        environment.lines.put("revision", revision);
        environment.lines.put("effort", effort);
        return environment;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        lines.forEach((label, value) -> text.append(String.format("%-9s %s%n", label, value)));
        return text.toString();
    }
}
