package org.lanewise.cli.data;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.cli.Action;
import org.lanewise.cli.WithoutData;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.Ranges;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a synthetic set. */
@Command(
        name = "synth",
        description = "Generates a synthetic data set in the format of CIFAR-10: ten classes of coloured" + " clouds.")
final class SynthCommand extends Action implements WithoutData {

    @Parameters(paramLabel = "DIR", description = "The directory to write to. It must be empty, or not exist.")
    private Path directory;

    @Option(
            names = "--train",
            paramLabel = "N",
            converter = Ranges.CountOrNone.class,
            defaultValue = "50000",
            description = "Number of training images, at most 50000. Default: ${DEFAULT-VALUE}.")
    private int train;

    @Option(
            names = "--test",
            paramLabel = "N",
            converter = Ranges.CountOrNone.class,
            defaultValue = "10000",
            description = "Number of test images, at most 10000. Default: ${DEFAULT-VALUE}.")
    private int test;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the random classes and images. Default: ${DEFAULT-VALUE}.")
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
