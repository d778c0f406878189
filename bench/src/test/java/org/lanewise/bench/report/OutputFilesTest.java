package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.bench.MadeUp;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.cases.Score;
import org.lanewise.bench.run.Measured;

class OutputFilesTest {

    @Test
    void resultsAreRewrittenWholeAndNothingElseIsLeft(@TempDir Path directory) throws IOException {
        OutputFiles files = new OutputFiles(directory.resolve("new").resolve("run"));
        Measured one =
                MadeUp.throughput(MadeUp.aCase("step", "B1", Double.NaN, new Score(1, "images/s")), "scalar", 1, 5, 6);
        files.writeResults(List.of(one), Mode.DEFAULT);
        files.writeResults(List.of(one, one), Mode.DEFAULT);
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

    @Test
    void whatCannotBeWrittenIsSaidWithTheNameOfTheFile(@TempDir Path directory) throws IOException {
        Path taken = Files.createDirectory(directory.resolve("tables.txt"));
        String message = assertThrows(IOException.class, () -> new OutputFiles(directory).write("tables.txt", "text"))
                .getMessage();
        assertEquals(taken + ": there is a directory of this name already", message);
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(taken), left.toList());
        }
    }
}
