package org.lanewise.core.kernels;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program of the tests in a VM of its own.
 *
 * @param output what it printed
 * @param errors what it logged
 */
record ChildVm(String output, String errors) {

    static final String VECTOR = "--add-modules=jdk.incubator.vector";

    static ChildVm onClassPath(
            Class<?> program, Map<String, String> environment, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(options);
        command.add("-cp");
        command.add(root(Kernels.class) + File.pathSeparator + root(program));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    static ChildVm onModulePath(Class<?> program, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(options);
        command.add("--patch-module");
        command.add("org.lanewise.core=" + root(program));
        command.add("-p");
        command.add(root(Kernels.class).toString());
        command.add("-m");
        command.add("org.lanewise.core/" + program.getName());
        command.addAll(List.of(arguments));
        return run(Map.of(), command);
    }

    /** Where the build has put the classes: target/classes or target/test-classes. */
    private static Path root(Class<?> type) {
        Path file = Path.of(
                URI.create(type.getResource(type.getSimpleName() + ".class").toString()));
        for (int i = 0; i < type.getName().split("\\.").length; i++) {
            file = file.getParent();
        }
        return file;
    }

    private static ChildVm run(Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path output = Files.createTempFile("lanewise-child", ".out");
        Path errors = Files.createTempFile("lanewise-child", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().keySet().removeAll(List.of("LANEWISE_SIMD", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("no answer after 10 minutes: " + command);
            }
            return new ChildVm(Files.readString(output), Files.readString(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    /** The value printed for a key, or a text that shows all that was printed. */
    String get(String key) {
        return output.lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElse("no " + key + " in: " + this);
    }
}
