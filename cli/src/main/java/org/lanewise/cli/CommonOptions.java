package org.lanewise.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.Ranges;
import org.lanewise.datasets.Dataset;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every command has. */
public final class CommonOptions {

    @Mixin
    private DataSource source;

    @Option(
            names = "--kernels",
            paramLabel = "KIND",
            defaultValue = "auto",
            description = "The kernels to use: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private KernelKind kernels;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Ranges.Threads.class,
            description = "Number of threads. The result does not depend on it. More than one make large"
                    + " minibatches faster. Default: one per core with lbfgs, else one.")
    private Integer threads;

    @Option(names = "--json", description = "Print one JSON object to standard output, and all text to standard error.")
    private boolean json;

    @Mixin
    private HelpOption help;

    /** Made by picocli. */
    public CommonOptions() {}

    /** {@return whether the results go to standard output as JSON} */
    public boolean json() {
        return json;
    }

    /**
     * Says which files of data the command reads.
     *
     * @param files takes them
     * @throws InputException if the options contradict each other
     */
    public void name(NamedFiles files) throws InputException {
        source.name(files);
    }

    /**
     * Opens the data to read, and has the results name them.
     *
     * @param report takes what they are and where they lie
     * @return the set, to be closed by the caller
     * @throws IOException if there is no such set, or it cannot be read
     */
    Dataset open(Report report) throws IOException {
        return source.open(report);
    }

    /**
     * Opens CIFAR files as such, to compare them with the official ones.
     *
     * @return the set, to be closed by the caller; null if other data are read
     * @throws IOException if it cannot be read
     */
    public CifarDataset cifar() throws IOException {
        return source.cifar();
    }

    /** {@return whether the square in the middle is taken of a picture that is not square} */
    public boolean crops() {
        return source.crops();
    }

    /** {@return who named the data} */
    public String foundBy() {
        return source.foundBy();
    }

    /** {@return the directory where CIFAR-10 is to be put: as named, else the usual place} */
    public Path dataTarget() {
        return source.target();
    }

    /**
     * The kernels and threads that were asked for.
     *
     * @return to be closed by the caller
     * @throws InputException if there are no such kernels here
     */
    public Computer computer() throws InputException {
        return Computer.of(kernels, threads == null ? 1 : threads);
    }

    /**
     * The kernels and threads that were asked for, to read a whole data set many times.
     *
     * @return to be closed by the caller; one thread per core if no number was given
     * @throws InputException if there are no such kernels here
     */
    public Computer computerForPasses() throws InputException {
        int cores = Math.min(Ranges.MOST_THREADS, Runtime.getRuntime().availableProcessors());
        return Computer.of(kernels, threads == null ? cores : threads);
    }
}
