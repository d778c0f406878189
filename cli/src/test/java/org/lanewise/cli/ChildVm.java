package org.lanewise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, with as much memory as the script gives. */
final class ChildVm implements AutoCloseable {

    private final Path output;
    private final Process process;

    /** What a command that has ended left. */
    record Result(int code, String output) {}

    ChildVm(Object... arguments) throws IOException {
        output = Files.createTempFile("lanewise-child", ".out");
        process = new ProcessBuilder(command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** The command line as the words of a process. */
    static List<String> command(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                // The tests run as a module, the script has a class path.
                "-cp",
                System.getProperty("jdk.module.path"),
                Main.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** Waits until the command has written a file. */
    void awaitFile(Path file) throws IOException, InterruptedException {
        while (!Files.exists(file)) {
            if (!process.isAlive()) {
                throw new IOException("It has ended: " + Files.readString(output));
            }
            Thread.sleep(10);
        }
    }

    /** Sends a signal by its name, such as INT. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    Result await() throws IOException, InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new IOException("no end after 2 minutes: " + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.delete(output);
    }
}
