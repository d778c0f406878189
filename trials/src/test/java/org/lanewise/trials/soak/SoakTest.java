package org.lanewise.trials.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.testing.Scale;

/** Training with a heap of 128 MB: memory stays flat, files, mappings and threads are given back. */
class SoakTest {

    /** How much the memory of a later minute may differ from that of the second. */
    private static final long RESIDENT_KIB = 4 << 10;

    private static final long ARENAS_KIB = 1 << 10;

    @TempDir
    Path directory;

    /**
     * What the process holds.
     *
     * @param rounds so many before, for nothing that is not given back shows in fewer
     * @param arenas KiB off the heap
     */
    private record Held(long rounds, long resident, long arenas, long files, long mappings, long threads) {

        static Held parse(String line) {
            long[] numbers =
                    Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Held(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        }
    }

    @Test
    void tenSeconds() throws Exception {
        assertGivenBack(run(10));
    }

    /**
     * Flat after the first minute, which is the compilers'. They also take tens of megabytes for a second later: medians do not
     * show it.
     */
    @Test
    @Tag("long")
    void tenMinutes() throws Exception {
        List<Held> seconds = run(600);
        assertGivenBack(seconds);
        List<Long> resident = mediansOfTenths(seconds, Held::resident);
        List<Long> arenas = mediansOfTenths(seconds, Held::arenas);
        long most = seconds.stream().mapToLong(Held::resident).max().orElseThrow();
        String found = String.format(
                "KiB resident, medians of tenths %s, at most %d, of it off the heap %s", resident, most, arenas);
        Scale.summary(
                "soak: 10 minutes, %d times opened, trained and closed; %s",
                seconds.getLast().rounds(), found);
        assertFlat(resident, RESIDENT_KIB, found);
        assertFlat(arenas, ARENAS_KIB, found);
    }

    private static List<Long> mediansOfTenths(List<Held> seconds, ToLongFunction<Held> what) {
        int n = seconds.size();
        return IntStream.range(0, 10)
                .mapToObj(i -> seconds.subList(n * i / 10, n * (i + 1) / 10))
                .map(tenth -> tenth.stream().mapToLong(what).sorted().toArray())
                .map(sorted -> sorted[sorted.length / 2])
                .toList();
    }

    private static void assertFlat(List<Long> tenths, long more, String found) {
        List<Long> later = tenths.subList(2, 10);
        assertTrue(Collections.max(later) <= tenths.get(1) + more, () -> "memory grows: " + found);
    }

    private static void assertGivenBack(List<Held> seconds) {
        Held start = seconds.getFirst();
        Held end = seconds.getLast();
        assertTrue(end.rounds() > 10, () -> "too few rounds: " + end);
        assertEquals(start.files(), end.files(), "open files");
        assertEquals(0, end.mappings(), "mappings of the data set");
        assertTrue(end.threads() <= start.threads() + 5, () -> "threads: " + start + ", then " + end);
    }

    private List<Held> run(int seconds) throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "no /proc to look into");
        Path set = directory.resolve("set");
        SyntheticCifar.write(set, 2000, 0, 1);
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-XX:NativeMemoryTracking=summary",
                        // The heap as a whole from the start, so that what grows is beside it.
                        "-XX:+UseSerialGC",
                        "-Xms128m",
                        "-Xmx128m",
                        "-XX:+AlwaysPreTouch",
                        // Else glibc keeps what the compilers have given back.
                        "-XX:TrimNativeHeapInterval=1000",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Soak.class.getName(),
                        set.toString(),
                        String.valueOf(seconds))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor());
        return Files.readAllLines(output).stream().map(Held::parse).toList();
    }
}
