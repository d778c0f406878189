package org.lanewise.bench.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lanewise.bench.run.ForkVm;
import org.lanewise.bench.run.RollCall;

/** What was measured on, as lines of a label and a text. */
public final class Environment {

    private static final Pattern TELLING =
            Pattern.compile("OPENBLAS_.*|OMP_.*|LANEWISE_SIMD|JDK_JAVA_OPTIONS|JAVA_TOOL_OPTIONS");

    private final Map<String, String> lines = new LinkedHashMap<>();

    private Environment() {}

    /**
     * Describes the machine, the VM, the data and the sources.
     *
     * @param root the root of the repository
     * @param data the data set and how many images it has
     * @param effort forks, iterations and threads
     * @param userOptions what the user adds to the options of the forks' VMs
     * @param rollCall what the implementations say of themselves
     * @return the description
     */
    public static Environment of(Path root, String data, String effort, List<String> userOptions, RollCall rollCall) {
        Host host = new Host(Path.of("/"));
        Environment environment = new Environment();
        environment.lines.put("CPU", host.cpu() + ", " + host.cores() + " cores, load " + host.load());
        environment.lines.put("caches", host.caches());
        environment.lines.putAll(rollCall.descriptions());
        rollCall.obstacles().forEach((name, obstacle) -> environment.lines.put(name, "left out: " + obstacle));
        environment.lines.put("JDK", Host.jdk());
        environment.lines.put("flags", String.join(" ", ForkVm.options(List.of(), userOptions)));
        environment.lines.put("variables", variables());
        environment.lines.put("data", data);
        environment.lines.put("revision", Revision.of(root.toAbsolutePath()));
        environment.lines.put("effort", effort);
        return environment;
    }

    /** Variables of the environment, inherited by the forks, that change what is measured. */
    private static String variables() {
        String set = new TreeMap<>(System.getenv())
                .entrySet().stream()
                        .filter(variable -> TELLING.matcher(variable.getKey()).matches())
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .collect(Collectors.joining(" "));
        return set.isEmpty() ? "none that matter" : set;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        lines.forEach((label, value) -> text.append(String.format("%-12s %s%n", label, value)));
        return text.toString();
    }
}
