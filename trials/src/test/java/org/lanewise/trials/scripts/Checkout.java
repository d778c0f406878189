package org.lanewise.trials.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The scripts in a folder of their own, with one line for the sources, a Maven that needs a third of a second and a JDK
 * that prints what it is started with. Each jar holds the line that it was built from.
 */
final class Checkout {

    /** Fails if two of it are at work. Jars have the version that the checkout's file {@code version} holds. */
    private static final String MAVEN = """
            #!/usr/bin/env bash
            while (($#)); do
              case $1 in -f) root=${2%/pom.xml} && shift ;; -pl) module=$2 && shift ;; esac
              shift
            done
            mkdir "$root/at-work" || { echo "[ERROR] two builds at once" && exit 1; }
            trap 'rmdir "$root/at-work"' EXIT
            echo "$module" >>"$root/builds"
            ! grep -q wrong "$root/core/src/main/source" || { echo "[ERROR] wrong source" && exit 1; }
            sleep 0.3
            version=$(cat "$root/version")
            mkdir -p "$root/$module/target/lib"
            cp "$root/core/src/main/source" "$root/$module/target/lib/lanewise-core-$version.jar"
            cp "$root/core/src/main/source" "$root/$module/target/lanewise-$module-$version.jar"
            """;

    /** Prints locale and jars, waits for the file that $UNTIL names, if it names one, and prints the jars again. */
    private static final String JAVA = """
            #!/usr/bin/env bash
            while [[ $1 != -cp ]]; do shift; done
            echo "locale ${LC_ALL:-}"
            echo "OpenBLAS ${OPENBLAS_CORETYPE:-chooses}"
            [[ $2 != *:* ]] || exit 3
            jars() {
              echo "$1"
              cd "${2%\\*}" && grep . *.jar
            }
            jars before "$2"
            [[ -z ${UNTIL:-} ]] || { touch "$UNTIL.waiting" && until [[ -e $UNTIL ]]; do sleep 0.02; done; }
            jars after "$2"
            """;

    private final Path root;
    private final Path tools;

    /** Copies the scripts to a folder that there is not yet; tools and caches are in another. */
    Checkout(Path root, Path tools) throws IOException {
        this.root = root;
        this.tools = tools;
        for (String name : List.of("lanewise", "run-bench.sh", "scripts/java-tools.sh", "scripts/launch.sh")) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.copy(repository().resolve(name), root.resolve(name));
        }
        for (String module : List.of("core", "learn", "cifar-loader", "datasets", "cli", "bench")) {
            write(root.resolve(module + "/src/main/source"), "");
            write(root.resolve(module + "/pom.xml"), "");
        }
        write(root.resolve("pom.xml"), "");
        write(root.resolve("version"), "1");
        source("first");
        executable("bin/mvn", MAVEN);
        executable("jdk/bin/java", JAVA);
        executable("jdk/bin/javac", "");
        write(tools.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
    }

    static Path repository() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void executable(String name, String text) throws IOException {
        write(tools.resolve(name), text);
        if (!tools.resolve(name).toFile().setExecutable(true)) {
            throw new IOException(name + " cannot be made executable");
        }
    }

    /** Puts other words into the source. */
    void source(String words) throws IOException {
        write(root.resolve("core/src/main/source"), words + "\n");
    }

    void version(String version) throws IOException {
        write(root.resolve("version"), version);
        write(root.resolve("pom.xml"), version);
    }

    Path file(String name) {
        return root.resolve(name);
    }

    /** How often Maven was called. */
    long builds() throws IOException {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    /** How many builds of a module are kept. */
    long kept(String module) throws IOException {
        try (Stream<Path> builds = Files.list(root.resolve(".built").resolve(module))) {
            return builds.filter(Files::isDirectory).count();
        }
    }

    /** A path for commands on which there are these programs of the system alone. */
    String pathOf(String... programs) throws IOException {
        for (String program : programs) {
            Path found = Arrays.stream(System.getenv("PATH").split(":"))
                    .map(folder -> Path.of(folder, program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            executable("some/" + program, "#!/bin/sh\nexec " + found + " \"$@\"\n");
        }
        return tools.resolve("bin") + ":" + tools.resolve("some");
    }

    /** Starts a command in a folder; variables are a name and a value each. */
    Running start(Path folder, List<String> command, String... variables) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", tools.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("JAVA_HOME", tools.resolve("jdk").toString());
        environment.put("XDG_CACHE_HOME", tools.resolve("caches").toString());
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        Path output = Files.createTempFile(tools, "command", ".out");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Running(builder.start(), output);
    }

    /** Starts a script of the checkout from where it lies. */
    Running start(String script, String... variables) throws IOException {
        return start(root, List.of("./" + script, "x"), variables);
    }

    Ended run(String script, String... variables) throws Exception {
        return start(script, variables).await();
    }

    /** A command that was started. */
    record Running(Process process, Path output) {

        Ended await() throws Exception {
            int exit = process.waitFor();
            return new Ended(exit, Files.readString(output));
        }
    }

    /** What a command that has ended left. */
    record Ended(int exit, String output) {

        /** The jars that it saw, with what was in them, {@code before} or {@code after} it waited. */
        List<String> jars(String when) {
            return output.lines()
                    .dropWhile(line -> !line.equals(when))
                    .skip(1)
                    .takeWhile(line -> line.contains(".jar:"))
                    .toList();
        }
    }
}
