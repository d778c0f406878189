package org.lanewise.cli.data;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.cli.Action;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.Ranges;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a synthetic set. */
@Command(
        name = "synth",
        description = "Writes a made-up data set in the layout of CIFAR-10: ten classes of coloured clouds.")
final class SynthCommand extends Action {

    @Parameters(paramLabel = "DIR", description = "Where; must not exist or be empty.")
    private Path directory;

    @Option(
            names = "--train",
            paramLabel = "N",
            converter = Ranges.CountOrNone.class,
            defaultValue = "50000",
            description = "Training images, at most 50000. Default: ${DEFAULT-VALUE}.")
    private int train;

    @Option(
            names = "--test",
            paramLabel = "N",
            converter = Ranges.CountOrNone.class,
            defaultValue = "10000",
            description = "Test images, at most 10000. Default: ${DEFAULT-VALUE}.")
    private int test;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Chooses classes and images. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    protected void name(NamedFiles files) {
        files.writes("DIR", directory);
    }

    @Override
    protected void run(Report report) throws IOException {
        SyntheticCifar.write(directory, train, test, seed);
        report.say("%s: %d training and %d test images of seed %d.", directory, train, test, seed);
        report.result("directory", directory);
        report.result("train", train);
        report.result("test", test);
        report.result("seed", seed);
    }
}
