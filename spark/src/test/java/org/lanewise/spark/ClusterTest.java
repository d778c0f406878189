package org.lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.learn.LinearClassifier;
import org.lanewise.testing.ChildVm;

/** A master, two workers with an executor each, and a driver, in VMs of their own. */
@Tag("cluster")
class ClusterTest {

    private static final Pattern ADDRESS = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
    private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");
    private static final List<String> OPTIONS = List.of(
            ChildVm.VECTOR,
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "-Dspark.worker.timeout=600", // the machine of the tests may be busy or asleep
            "-Dspark.network.timeout=600s",
            "-Xmx512m");

    private final List<Process> servers = new ArrayList<>();

    @TempDir
    private Path folder;

    private String master;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Files.createDirectory(folder.resolve("jars")); // Executors get the class path of the tests instead.
        Files.writeString(folder.resolve("log4j2.properties"), """
                rootLogger.level = info
                rootLogger.appenderRef.out.ref = out
                appender.out.type = Console
                appender.out.name = out
                appender.out.layout.type = PatternLayout
                appender.out.layout.pattern = %m%n
                """);
        String server = "org.apache.spark.deploy.";
        master = await(
                start("master", server + "master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"),
                ADDRESS);
        for (String worker : List.of("1", "2")) {
            Path log = start(
                    "worker" + worker,
                    server + "worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "-c",
                    "1",
                    "-m",
                    "1g",
                    "--work-dir",
                    folder.resolve(worker).toString(),
                    master);
            await(log, REGISTERED);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "SPARK_HOME",
                folder.toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                "127.0.0.1",
                "JAVA_HOME",
                System.getProperty("java.home"));
    }

    private Path start(String name, String... program) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add("-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(program));
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment());
        servers.add(builder.start());
        return log;
    }

    private String await(Path log, Pattern pattern) throws IOException, InterruptedException {
        while (true) {
            Matcher matcher = pattern.matcher(Files.readString(log));
            if (matcher.find()) {
                return matcher.group();
            }
            if (servers.stream().anyMatch(server -> !server.isAlive())) {
                throw new IllegalStateException(Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process server : servers.reversed()) {
            server.destroy();
            server.waitFor();
        }
    }

    private ChildVm run(String signal, String... settings) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-Dspark.master=" + master);
        options.add("-Dspark.executor.memory=512m");
        options.add("-Dspark.executor.extraClassPath=" + System.getProperty("java.class.path"));
        options.addAll(List.of(settings));
        return ChildVm.onClassPath(ClusterProgram.class, environment(), options, signal);
    }

    private static void assertSameBits(ChildVm driver) {
        LinearClassifier expected = LinearClassifier.with(Kernels.best())
                .l2(ClusterProgram.L2)
                .iterations(ClusterProgram.ITERATIONS)
                .fit(ClusterProgram.DATA.features(), ClusterProgram.DATA.labels());
        assertEquals(LocalSpark.bits(expected).toString(), driver.get("bits"));
    }

    @Test
    void anExecutorThatIsKilledInMidPass() throws IOException, InterruptedException {
        ChildVm driver = run("KILL");
        assertSameBits(driver);
        assertNotEquals("0", driver.get("removed"), driver::toString);
    }

    @Test
    void aSpeculativeCopyOfATaskThatSleeps() throws IOException, InterruptedException {
        ChildVm driver = run(
                "STOP",
                "-Dspark.speculation=true",
                "-Dspark.speculation.quantile=0.5",
                "-Dspark.speculation.multiplier=2",
                "-Dspark.speculation.minTaskRuntime=500ms");
        assertSameBits(driver);
        assertNotEquals("0", driver.get("speculative"), driver::toString);
    }
}
