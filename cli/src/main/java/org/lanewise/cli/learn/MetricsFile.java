package org.lanewise.cli.learn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lanewise.cli.output.OutputFile;

/** A CSV file with a line for each epoch or iteration, whole after every one. */
final class MetricsFile {

    private final Path file;
    private final List<String> lines = new ArrayList<>();

    /** A file that keeps so many lines of one with the same titles, if a training is continued and they are there. */
    MetricsFile(Path file, String titles, int kept) throws IOException {
        this.file = file;
        lines.add(titles);
        if (kept > 0 && Files.exists(file)) {
            List<String> before = Files.readAllLines(file);
            if (!before.isEmpty() && before.getFirst().equals(titles)) {
                lines.addAll(before.subList(1, Math.min(before.size(), kept + 1)));
            }
        }
    }

    void add(String format, Object... numbers) {
        lines.add(String.format(Locale.ROOT, format, numbers));
        try {
            OutputFile.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
