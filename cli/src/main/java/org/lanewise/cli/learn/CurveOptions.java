package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.PictureOutput;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.OutputPath;
import org.lanewise.cli.value.PicturePath;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is kept of how a training goes: a table, a picture. */
final class CurveOptions {

    /** The table. */
    static final String METRICS = "--metrics";

    @Option(
            names = METRICS,
            paramLabel = "FILE",
            converter = OutputPath.class,
            description =
                    "Write a table of the training to this .csv: one line per epoch, or per iteration of" + " lbfgs.")
    private Path metrics;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PicturePath.class,
            description = "Draw loss and accuracy on training and validation examples over the epochs, or iterations"
                    + " of lbfgs, into this .png or .svg. Where lbfgs tries strengths of --l2, their accuracies"
                    + " are above.")
    private Path plot;

    @Mixin
    private PictureOutput pictures;

    /** Says which files are written. */
    void name(NamedFiles files) throws InputException {
        files.writes(METRICS, metrics);
        pictures.name(files, plot);
    }

    /** Whether anyone looks. */
    boolean areAsked() {
        return metrics != null || plot != null;
    }

    boolean isPlotted() {
        return plot != null;
    }

    /** A table with titles, which keeps so many of the lines that are there; null if none was asked for. */
    MetricsFile metrics(String titles, int kept) throws IOException {
        return metrics == null ? null : new MetricsFile(metrics, titles, kept);
    }

    /** Writes drawings one below the other, if a picture was asked for. */
    void draw(List<Drawing> drawings, Report report) throws IOException {
        if (plot != null) {
            pictures.show(plot, Drawing.stack(drawings), report);
        }
    }
}
