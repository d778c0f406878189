package org.lanewise.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lanewise.bench.run.Availability;
import org.lanewise.bench.run.ForkVm;

/** What was measured on, as lines of a label and a text. */
public final class Environment {

    private static final Pattern TELLING =
            Pattern.compile("OPENBLAS_.*|OMP_.*|LANEWISE_SIMD|JDK_JAVA_OPTIONS|JAVA_TOOL_OPTIONS");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** Lines that may differ between two parts of one run. */
    private static final Set<String> CHANGING = Set.of("date", "load", "duration");

    private final Map<String, String> lines = new LinkedHashMap<>();

    private Environment() {}

    /**
     * Describes the machine, the VM, the data and the sources.
     *
     * @param root the root of the repository
     * @param data the data set and how many images it has
     * @param effort forks, iterations and threads
     * @param command repeats the run
     * @param userOptions what the user adds to the options of the forks' VMs
     * @param rollCall what the implementations say of themselves
     * @return the description
     */
    public static Environment of(
            Path root, String data, String effort, String command, List<String> userOptions, Availability rollCall) {
        Host host = new Host(Path.of("/"));
        Environment environment = new Environment();
        environment.lines.put("date", LocalDateTime.now(ZoneOffset.UTC).format(DATE) + " UTC");
        environment.lines.put("CPU", host.cpu() + ", " + host.cores() + " cores");
        environment.lines.put("load", host.load());
        environment.lines.put("caches", host.caches());
        environment.lines.putAll(rollCall.descriptions());
        rollCall.obstacles().forEach((name, obstacle) -> environment.lines.put(name, "left out: " + obstacle));
        environment.lines.put("JDK", Host.jdk());
        environment.lines.put("flags", String.join(" ", ForkVm.options(List.of(), userOptions)));
        environment.lines.put("variables", variables());
        environment.lines.put("data", data);
        environment.lines.put("revision", Revision.of(root.toAbsolutePath()));
        environment.lines.put("effort", effort);
        environment.lines.put("command", command);
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

    /**
     * Reads a file that was written of another.
     *
     * @param file the file
     * @return its lines
     * @throws IOException if it cannot be read
     */
    public static Environment read(Path file) throws IOException {
        Environment environment = new Environment();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\\s+", 2);
            environment.lines.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return environment;
    }

    /**
     * Refuses to mix figures of different machines, VMs, data or sources.
     *
     * @param file what the first part of the run was measured on
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if this is not the same; the message says in what
     */
    public void requireSame(Path file) throws IOException {
        Environment other = read(file);
        for (Map.Entry<String, String> line : lines.entrySet()) {
            String before = other.get(line.getKey());
            if (!CHANGING.contains(line.getKey()) && !before.equals(line.getValue())) {
                throw new IllegalArgumentException("the interrupted run cannot be resumed: its " + line.getKey()
                        + " was \"" + before + "\", but now it is \"" + line.getValue() + "\"; start a new run.");
            }
        }
    }

    /**
     * One line.
     *
     * @param label its label
     * @return its text, empty if there is none
     */
    public String get(String label) {
        return lines.getOrDefault(label, "");
    }

    /**
     * Adds a line, or replaces it.
     *
     * @param label its label
     * @param text its text
     */
    public void put(String label, String text) {
        lines.put(label, text);
    }

    /** {@return all lines, texts by labels} */
    public Map<String, String> lines() {
        return Collections.unmodifiableMap(lines);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        lines.forEach((label, value) -> text.append(String.format("%-12s %s%n", label, value)));
        return text.toString();
    }
}
