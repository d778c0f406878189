package org.lanewise.bench.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.run.Measured;
import org.lanewise.core.internal.files.Replacement;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * The files of a run. Each is written beside its place and moved there, so whatever interrupts the run, a file is whole.
 *
 * @param directory where they are; made when the first is written
 */
public record OutputFiles(Path directory) {

    /**
     * Rewrites {@code results.json} and {@code summary.csv}.
     *
     * @param measured all that was finished
     * @param mode how it was measured
     * @throws IOException if a file cannot be written
     */
    public void writeResults(List<Measured> measured, Mode mode) throws IOException {
        write("results.json", json(measured));
        List<Row> rows = Rows.of(measured, mode);
        write("summary.csv", SummaryCsv.of(rows, mode == Mode.SMOKE ? Duels.NONE : Duels.of(rows)));
    }

    /**
     * Writes a text.
     *
     * @param name the file's name
     * @param text its content
     * @throws IOException if it cannot be written
     */
    public void write(String name, String text) throws IOException {
        Files.createDirectories(directory);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Replacement.write(directory.resolve(name), out -> out.write(bytes));
    }

    private static String json(List<Measured> measured) {
        List<RunResult> results = measured.stream().map(Measured::result).collect(Collectors.toList());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
