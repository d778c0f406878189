package org.lanewise.testing;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a program of the tests in a VM of its own.
 *
 * @param output what it printed
 * @param errors what it logged
 */
public record ChildVm(String output, String errors) {

    /** The option that the SIMD kernels need. */
    public static final String VECTOR = "--add-modules=jdk.incubator.vector";

    /**
     * Runs it with everything on the class path that the suite has on its paths.
     *
     * @param program a class of the tests with a main method
     * @param environment more variables
     * @param options of the VM
     * @param arguments of the program
     * @return what it wrote
     */
    public static ChildVm onClassPath(
            Class<?> program, Map<String, String> environment, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(options);
        command.add("-cp");
        command.add(Stream.of(
                        testsOf(program).toString(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path"))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    /**
     * Runs it on the module path.
     *
     * @param program a class of the tests with a main method
     * @param modules a class of each module that it needs, its own first
     * @param options of the VM
     * @param arguments of the program
     * @return what it wrote
     */
    public static ChildVm onModulePath(
            Class<?> program, List<Class<?>> modules, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        Path own = place(modules.getFirst());
        String name =
                ModuleFinder.of(own).findAll().iterator().next().descriptor().name();
        List<String> command = new ArrayList<>(options);
        command.add("--patch-module");
        command.add(name + "=" + testsOf(program));
        command.add("-p");
        command.add(
                modules.stream().map(each -> place(each).toString()).collect(Collectors.joining(File.pathSeparator)));
        command.add("-m");
        command.add(name + "/" + program.getName());
        command.addAll(List.of(arguments));
        return run(Map.of(), command);
    }

    /** Where the build has put a class of the product: target/classes or a jar. */
    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Where the build has put a class of the tests, also if these patch a module: target/test-classes. */
    private static Path testsOf(Class<?> type) {
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

    /** {@return the value printed for a key, or a text that shows all that was printed} */
    public String get(String key) {
        return output.lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElse("no " + key + " in: " + this);
    }
}
