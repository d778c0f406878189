package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.bench.MadeUp;
import org.lanewise.bench.cases.Score;
import org.lanewise.bench.run.Measured;

class OutputFilesTest {

    @Test
    void resultsAreRewrittenWholeAndNothingElseIsLeft(@TempDir Path directory) throws IOException {
        OutputFiles files = new OutputFiles(directory.resolve("new").resolve("run"));
        Measured one =
                MadeUp.throughput(MadeUp.aCase("step", "B1", Double.NaN, new Score(1, "images/s")), "scalar", 1, 5, 6);
        files.writeResults(List.of(one));
        files.writeResults(List.of(one, one));
        try (Stream<Path> written = Files.list(files.directory())) {
            assertEquals(
                    List.of("results.json", "summary.csv"),
                    written.map(path -> path.getFileName().toString()).sorted().toList());
        }
        assertEquals(
                3, Files.readAllLines(files.directory().resolve("summary.csv")).size());
        String json = Files.readString(files.directory().resolve("results.json"));
        assertTrue(json.contains("\"benchmark\" : \"org.example.Some.method\""), json);
        assertTrue(json.strip().startsWith("[") && json.strip().endsWith("]"), json);
    }

    /** Writing to this device fails as on a full disk. */
    @Test
    void aFullDiskIsSaidWithTheNameOfTheFile(@TempDir Path directory) throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no such device here");
        Files.createSymbolicLink(directory.resolve(".tables.txt.unfinished"), full);
        String message = assertThrows(IOException.class, () -> new OutputFiles(directory).write("tables.txt", "text"))
                .getMessage();
        assertTrue(message.startsWith(directory.resolve("tables.txt") + ": it cannot be written (No space"), message);
        assertFalse(Files.exists(directory.resolve("tables.txt")));
    }
}
