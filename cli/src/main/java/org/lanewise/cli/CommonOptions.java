package org.lanewise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.DataDirectory;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.value.Ranges;
import picocli.CommandLine.Option;

/** The options that every command has. */
public final class CommonOptions {

    /** The system property with the root of the repository; the current directory if not set. */
    private static final String ROOT = "lanewise.root";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "CIFAR-10 or CIFAR-100, binary version; else $LANEWISE_DATA, else data/cifar-10-batches-bin, else a"
                            + " synthetic set.")
    private Path data;

    @Option(
            names = "--labels",
            paramLabel = "KIND",
            description = "Of CIFAR-100: ${COMPLETION-CANDIDATES}, that is 100 classes or 20. Default: fine.")
    private LabelKind labels;

    @Option(
            names = "--kernels",
            paramLabel = "KIND",
            defaultValue = "auto",
            description = "Who computes: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private KernelKind kernels;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Ranges.Threads.class,
            defaultValue = "1",
            description =
                    "Threads that share an operation; the result does not depend on it. More than one pay for large"
                            + " minibatches. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--json", description = "One JSON object on standard output, text on standard error.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Made by picocli. */
    public CommonOptions() {}

    /** {@return whether the results go to standard output as JSON} */
    public boolean json() {
        return json;
    }

    /** {@return the data set to read, and who named it} */
    public DataDirectory data() {
        return DataDirectory.find(data, System.getenv(DataDirectory.VARIABLE), root());
    }

    /**
     * Opens the data set to read, and has the results name it.
     *
     * @param report takes what it is and where it lies
     * @return the set, to be closed by the caller
     * @throws IOException if there is no such set, or it cannot be read
     */
    public CifarDataset open(Report report) throws IOException {
        DataDirectory directory = data();
        requireLabels(directory);
        CifarDataset cifar = labels == null ? directory.open() : directory.open(labels.format());
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("title", cifar.title());
        described.put("synthetic", cifar.isSynthetic());
        described.put("directory", directory.path());
        described.put("foundBy", directory.foundBy());
        report.result("data", described);
        return cifar;
    }

    private void requireLabels(DataDirectory directory) throws InputException {
        boolean hasOthers = directory.isSynthetic() || directory.holds(CifarFormat.CIFAR10);
        if (labels != null && hasOthers && !directory.holds(labels.format())) {
            throw new InputException("--labels " + labels + " are labels of CIFAR-100, which is not in "
                    + directory.path() + "; leave them out, or give its directory with --data.");
        }
    }

    /** {@return the directory where CIFAR-10 is to be put: as named, else the usual place} */
    public Path dataTarget() {
        DataDirectory found = data();
        return found.isSynthetic() ? DataDirectory.usual(root()) : found.path();
    }

    /** Nothing where the user is there, so that paths are as short as can be. */
    private static Path root() {
        Path root = Path.of(System.getProperty(ROOT, ""));
        return root.equals(Path.of("").toAbsolutePath()) ? Path.of("") : root;
    }

    /**
     * The kernels and threads that were asked for.
     *
     * @return to be closed by the caller
     * @throws InputException if there are no such kernels here
     */
    public Computer computer() throws InputException {
        return Computer.of(kernels, threads);
    }
}
