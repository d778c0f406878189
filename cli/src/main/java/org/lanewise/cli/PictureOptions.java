package org.lanewise.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.Ranges;
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.Reading;
import picocli.CommandLine.Option;

/** The options that say how folders of pictures are read. */
final class PictureOptions {

    @Option(
            names = "--size",
            paramLabel = "N",
            converter = Ranges.PictureSize.class,
            description = "Scale the pictures of a folder to N x N pixels, 1 to 1024. Default: 32.")
    private Integer size;

    @Option(
            names = "--crop",
            description = "Crop a picture that is not square to the square in its middle, also in predict."
                    + " Default: squeeze it.")
    private boolean crop;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "The directory for decoded pictures. Default: .lanewise-cache in --data.")
    private Path cache;

    @Option(
            names = "--skip-bad",
            description = "Leave out pictures that cannot be decoded. Default: they are an error.")
    private boolean skipBad;

    /** Made by picocli. */
    PictureOptions() {}

    /** Says where the cache is, over which no output may be written. */
    void name(NamedFiles files) {
        files.reads("--cache", cache);
    }

    boolean crops() {
        return crop;
    }

    /** An option that was given and is without effect on any other data; null for none. */
    String ofFoldersAlone() {
        return size != null ? "--size" : cache != null ? "--cache" : skipBad ? "--skip-bad" : null;
    }

    /** Opens a data set in some way. */
    @FunctionalInterface
    interface Opening {
        Dataset open(Reading reading) throws IOException;
    }

    /** Opens a data set with these options, and shows how far the decoding is. */
    Dataset open(Report report, Reading reading, Opening opening) throws IOException {
        try (ProgressLine line = report.progress()) {
            return opening.open(
                    with(reading).withProgress((done, all) -> line.tick("decoded %d of %d pictures", done, all)));
        }
    }

    private Reading with(Reading reading) {
        Reading chosen = reading.withCrop(crop).withSkipBad(skipBad);
        chosen = size == null ? chosen : chosen.withPictureSize(size);
        return cache == null ? chosen : chosen.withCache(cache);
    }
}
