package org.lanewise.trials.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lanewise.cli.Main;

/** The command line in a process of its own. */
final class Lanewise implements AutoCloseable {

    /** Starts a program to which permissions mean something, also if the superuser runs the tests. */
    static final List<String> UNPRIVILEGED = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

    private final Path output;
    private final Process process;

    /** Starts a command. */
    Lanewise(String... arguments) throws IOException {
        this(List.of(), arguments);
    }

    /** Starts a command by way of another program, which is given the rest of the words. */
    private Lanewise(List<String> starter, String... arguments) throws IOException {
        output = Files.createTempFile("lanewise-child", ".out");
        List<String> command = new ArrayList<>(starter);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Xmx128m",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** What a command that has ended left. */
    record Result(int exit, String output) {

        /** Whether it says what went wrong in one line, which names something, and shows no stack trace. */
        boolean isOneSentence(String... parts) {
            List<String> lines =
                    output.lines().filter(line -> line.startsWith("lanewise")).toList();
            return lines.size() == 1
                    && !output.contains("\tat ")
                    && List.of(parts).stream().allMatch(lines.getFirst()::contains);
        }
    }

    static Result run(String... arguments) throws IOException, InterruptedException {
        try (Lanewise lanewise = new Lanewise(arguments)) {
            return lanewise.await();
        }
    }

    static Result runUnprivileged(String... arguments) throws IOException, InterruptedException {
        try (Lanewise lanewise = new Lanewise(UNPRIVILEGED, arguments)) {
            return lanewise.await();
        }
    }

    Result await() throws IOException, InterruptedException {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            throw new IOException("no end after 10 minutes: " + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    /** As kill -9 does; true if it had not ended by itself. */
    boolean kill() throws InterruptedException {
        boolean alive = process.isAlive();
        process.destroyForcibly().waitFor();
        return alive;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.delete(output);
    }
}
