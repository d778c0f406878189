package org.lanewise.cli.picture;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.Ranges;
import picocli.CommandLine.Option;

/** How the pictures of a command are written: the option that all commands with {@code --plot} have. */
public final class PictureOutput {

    @Option(
            names = "--scale",
            paramLabel = "N",
            converter = Ranges.PictureScale.class,
            description = "Draw the picture N times as large, with text and lines, for screens of high density: 1"
                    + " to 8. Default: 1.")
    private Integer scale;

    /** Made by picocli. */
    public PictureOutput() {}

    /**
     * Says which file is written.
     *
     * @param files told of the file
     * @param plot the value of {@code --plot}; null if there is to be no picture
     * @throws InputException if there is to be none, but it is to be scaled
     */
    public void name(NamedFiles files, Path plot) throws InputException {
        if (plot == null && scale != null) {
            throw new InputException("--scale is for a picture, but there is none; give --plot too, or leave it out.");
        }
        files.writes("--plot", plot);
    }

    /**
     * Writes a drawing as what the name of its file ends with.
     *
     * @param file a name that ends in .png or .svg; a file that exists is replaced
     * @param drawing what to write
     * @throws IOException if it cannot be written
     */
    public void write(Path file, Drawing drawing) throws IOException {
        PictureFile.write(file, drawing, scale == null ? 1 : scale);
    }

    /**
     * Writes a drawing, and has the report name it.
     *
     * @param file a name that ends in .png or .svg; a file that exists is replaced
     * @param drawing what to write
     * @param report told where it is
     * @throws IOException if it cannot be written
     */
    public void show(Path file, Drawing drawing, Report report) throws IOException {
        write(file, drawing);
        report.say("Picture: %s", file);
        report.result("plot", file);
    }
}
