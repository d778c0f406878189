package org.lanewise.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.bench.implementations.ForkThreads;
import org.lanewise.bench.implementations.Implementation;
import org.lanewise.bench.implementations.Implementations;

/**
 * Who can be loaded, and as what, in a VM with the options of the forks: they may decide it, by the width of vectors or
 * a missing module, so the VM that starts the forks cannot know.
 */
public final class Availability {

    private static final String PRESENT = "present\t";
    private static final String ABSENT = "absent\t";

    private final Map<String, String> descriptions = new LinkedHashMap<>();
    private final Map<String, String> obstacles = new LinkedHashMap<>();

    private Availability() {}

    /**
     * Starts a VM and asks.
     *
     * @param vmOptions options of the forks
     * @param names who is called
     * @return their answers
     * @throws IllegalStateException if the VM does not answer, such as if it does not know one of the options
     * @throws IOException if it cannot be started
     */
    public static Availability of(List<String> vmOptions, List<String> names) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(vmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Availability.class.getName()));
        command.addAll(names);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        requireSuccess(process, output);
        return read(output);
    }

    private static void requireSuccess(Process process, String output) {
        try {
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException(
                        Reasons.of(new IllegalStateException("it ended with exit code " + exitCode), output));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** Everything else that the VM or a library has to say is passed over. */
    static Availability read(String output) {
        Availability answers = new Availability();
        for (String line : output.lines().toList()) {
            String[] parts = line.split("\t", 3);
            if (line.startsWith(PRESENT)) {
                answers.descriptions.put(parts[1], parts[2]);
            } else if (line.startsWith(ABSENT)) {
                answers.obstacles.put(parts[1], parts[2]);
            }
        }
        return answers;
    }

    /** {@return what came, by name} */
    public Map<String, String> descriptions() {
        return descriptions;
    }

    /** {@return why nothing came, by name} */
    public Map<String, String> obstacles() {
        return obstacles;
    }

    /**
     * Answers, in the VM that was started.
     *
     * @param names who is called
     */
    public static void main(String[] names) {
        for (String name : names) {
            System.out.println(answer(Implementations.named(name)));
        }
    }

    static String answer(Implementation implementation) {
        String obstacle = implementation.obstacle();
        String answer = obstacle == null
                ? PRESENT + implementation.name() + "\t" + implementation.describe(ForkThreads.ofThisFork())
                : ABSENT + implementation.name() + "\t" + obstacle;
        return answer.replaceAll("\\R+", " ");
    }
}
