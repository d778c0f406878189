package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.bench.MadeUp;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.cases.Score;
import org.lanewise.bench.run.Measured;
import org.openjdk.jmh.results.RunResult;

class ResultsJsonTest {

    @TempDir
    Path directory;

    private final BenchmarkCase step = MadeUp.aCase("step", "B1", Double.NaN, new Score(1, "images/s"));
    private final BenchmarkCase product = MadeUp.aCase("matmul", "a", 2e6, Score.MICROSECONDS);

    @Test
    void whatWasWrittenIsReadAndWrittenAgainTheSame() throws IOException {
        OutputFiles files = new OutputFiles(directory);
        List<Measured> measured =
                List.of(MadeUp.throughput(step, "simd", 1, 5, 6), MadeUp.time(product, "scalar", 1, 12.5));
        files.writeResults(measured, Mode.DEFAULT);
        Path file = directory.resolve("results.json");
        String written = Files.readString(file);
        List<RunResult> read = ResultsJson.read(file);
        assertEquals(5.5, read.get(0).getPrimaryResult().getScore(), 1e-9);
        assertEquals(12.5, read.get(1).getPrimaryResult().getScore(), 1e-9);
        assertEquals(
                MadeUp.ALLOCATED,
                Rows.of(List.of(new Measured(step, "simd", 1, read.get(0))))
                        .get(0)
                        .allocated());
        files.writeResults(
                List.of(new Measured(step, "simd", 1, read.get(0)), new Measured(product, "scalar", 1, read.get(1))),
                Mode.DEFAULT);
        assertEquals(written, Files.readString(file));
    }

    @Test
    void whatTheProfilerTellsOfSomeIterationsOnlyIsPassedOver() throws IOException {
        new OutputFiles(directory).writeResults(List.of(MadeUp.throughput(step, "simd", 1, 5, 6)), Mode.DEFAULT);
        Path file = directory.resolve("results.json");
        String collections = "\"gc.time\": {\"scoreUnit\": \"ms\", \"rawData\": [[3.0]]},";
        String all = Files.readString(file).replace("\"gc.alloc.rate.norm\"", collections + "\"gc.alloc.rate.norm\"");
        assertTrue(all.contains("gc.time"), all);
        Files.writeString(file, all);
        RunResult read = ResultsJson.read(file).get(0);
        assertEquals(5.5, read.getPrimaryResult().getScore(), 1e-9);
        assertEquals(
                MadeUp.ALLOCATED,
                read.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    @Test
    void anythingElseIsRefusedInASentence() throws IOException {
        Path file = Files.writeString(directory.resolve("results.json"), "{\"a\": 1}");
        IOException refused = assertThrows(IOException.class, () -> ResultsJson.read(file));
        assertTrue(refused.getMessage().startsWith(file + " is not what JMH writes as JSON"), refused.getMessage());
        Files.writeString(file, "[{\"benchmark\": \"x\"}]");
        assertThrows(IOException.class, () -> ResultsJson.read(file));
        Files.writeString(file, "[{");
        assertThrows(IOException.class, () -> ResultsJson.read(file));
    }
}
