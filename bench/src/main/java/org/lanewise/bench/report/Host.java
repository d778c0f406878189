package org.lanewise.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the operating system tells of the machine; Linux tells most.
 *
 * @param root of the file system
 */
public record Host(Path root) {

    private static final String UNKNOWN = "unknown";

    /** {@return the CPU's model} */
    String cpu() {
        Path file = root.resolve("proc/cpuinfo");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.name") + " " + System.getProperty("os.arch");
        }
    }

    /** {@return the number of cores that this VM may use} */
    int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** {@return runnable threads, averaged over a minute: above 0 at the start the machine was not quiet} */
    String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? UNKNOWN : String.format(Locale.ROOT, "%.1f", load);
    }

    /** {@return the caches of the first core} */
    String caches() {
        Path directory = root.resolve("sys/devices/system/cpu/cpu0/cache");
        List<String> caches = new ArrayList<>();
        for (int index = 0; Files.isDirectory(directory.resolve("index" + index)); index++) {
            Path cache = directory.resolve("index" + index);
            String type = read(cache.resolve("type"));
            if (!type.equals("Instruction")) {
                caches.add("L" + read(cache.resolve("level")) + " " + read(cache.resolve("size")));
            }
        }
        return caches.isEmpty() ? UNKNOWN : caches.stream().collect(Collectors.joining(", "));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }

    /** {@return the JDK that this VM and the forks run on} */
    static String jdk() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version") + ", "
                + System.getProperty("java.vendor.version", System.getProperty("java.vendor"));
    }
}
