package org.lanewise.trials.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.trials.Scale;

/** Training with a heap of 128 MB: memory stays flat, files, mappings and threads are given back. */
class SoakTest {

    /** The lowest of four minutes may be higher than the lowest of the four before by so much. */
    private static final long WANDERING_KIB = 8 << 10;

    @TempDir
    Path directory;

    /** @param rounds so many before, for nothing that is not given back shows in fewer */
    private record Held(long rounds, long residentKib, long files, long mappings, long threads) {

        static Held parse(String line) {
            long[] numbers =
                    Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Held(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        }
    }

    @Test
    void tenSeconds() throws Exception {
        List<Held> seconds = run(10);
        assertGivenBack(seconds);
    }

    @Test
    @Tag("long")
    void tenMinutes() throws Exception {
        List<Held> seconds = run(600);
        assertGivenBack(seconds);
        int n = seconds.size();
        LongSummaryStatistics middle = resident(seconds.subList(n / 5, n * 3 / 5));
        LongSummaryStatistics end = resident(seconds.subList(n * 3 / 5, n));
        String found = String.format(
                "resident %d to %d MB in minutes 3 to 6, %d to %d MB after",
                middle.getMin() >> 10, middle.getMax() >> 10, end.getMin() >> 10, end.getMax() >> 10);
        Scale.summary(
                "soak: 10 minutes, %d times opened, trained and closed; %s",
                seconds.getLast().rounds(), found);
        assertTrue(end.getMin() <= middle.getMin() + WANDERING_KIB, "memory grows: " + found);
    }

    /** The compilers take tens of megabytes now and then and give them back, so what counts is the lowest. */
    private static LongSummaryStatistics resident(List<Held> seconds) {
        return seconds.stream().mapToLong(Held::residentKib).summaryStatistics();
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
                        "-Xmx128m",
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
