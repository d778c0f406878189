package org.lanewise.cli.learn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.learn.train.EpochReport;

/** A CSV file with a line for each epoch, whole after every one. */
final class MetricsFile {

    private static final String TITLES =
            "epoch,steps,loss,training_accuracy,validation_accuracy,learning_rate,images_per_second,seconds";

    private final Path file;
    private final List<String> lines = new ArrayList<>(List.of(TITLES));

    /** A file that keeps the lines of the epochs before the first, if a training is continued and they are there. */
    MetricsFile(Path file, int first) throws IOException {
        this.file = file;
        if (first > 0 && Files.exists(file)) {
            List<String> before = Files.readAllLines(file);
            if (!before.isEmpty() && before.getFirst().equals(TITLES)) {
                lines.addAll(before.subList(1, Math.min(before.size(), first + 1)));
            }
        }
    }

    void add(EpochReport report, double seconds) {
        lines.add(String.format(
                Locale.ROOT,
                "%d,%d,%.7g,%.5f,%.5f,%.6g,%.0f,%.3f",
                report.epoch() + 1,
                report.steps(),
                report.loss(),
                report.trainingAccuracy(),
                report.validationAccuracy(),
                report.learningRate(),
                report.imagesPerSecond(),
                seconds));
        try {
            OutputFile.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
