package org.lanewise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.DataDirectory;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.value.GivenPath;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.datasets.ArrayFiles;
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.datasets.Reading;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which data a command reads. */
final class DataSource {

    /** The system property with the root of the repository; the current directory if not set. */
    private static final String ROOT = "lanewise.root";

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "The data set, in a format that is recognized: a directory with CIFAR-10 or CIFAR-100"
                    + " (binary version) or with IDX files as MNIST has them; an .npz with x_train, y_train,"
                    + " x_test and y_test, or X and y; .safetensors; .csv with a header; libsvm text; or a"
                    + " directory with one folder of pictures per class, or with train and test (or val) that"
                    + " have such folders. Default: $LANEWISE_DATA, else data/cifar-10-batches-bin, else a"
                    + " synthetic set.")
    private Path data;

    @Option(
            names = "--features",
            paramLabel = "FILE",
            description = "Instead of --data: an array of N x D features, as .npy, .npz, .safetensors or IDX.")
    private Path features;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "With --features: an array of N labels, integers or texts. With CIFAR-100 in --data:"
                    + " fine (100 classes) or coarse (20); default: fine.")
    private String labels;

    @Option(
            names = "--test-features",
            paramLabel = "FILE",
            description =
                    "The features of the test set, in the formats of --features. Default: there is no test" + " set.")
    private Path testFeatures;

    @Option(names = "--test-labels", paramLabel = "FILE", description = "The labels of --test-features.")
    private Path testLabels;

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            description =
                    "The column of a .csv that holds the labels. Default: label, class, target or y, else the last one.")
    private String labelColumn;

    @Mixin
    private PictureOptions pictures;

    /** Made by picocli. */
    DataSource() {}

    /** The directory that is read if no files of arrays are named, and who named it. */
    DataDirectory directory() {
        return DataDirectory.find(data, System.getenv(DataDirectory.VARIABLE), root());
    }

    /** Whether pictures that are not square are cropped. */
    boolean crops() {
        return pictures.crops();
    }

    /** Who named the data. */
    String foundBy() {
        return features == null ? directory().foundBy() : "--features";
    }

    /** Nothing where the user is there, so that paths are as short as can be. */
    private static Path root() {
        Path root = Path.of(System.getProperty(ROOT, ""));
        return root.equals(Path.of("").toAbsolutePath()) ? Path.of("") : root;
    }

    /** The directory where CIFAR-10 is to be put: as named, else the usual place. */
    Path target() {
        DataDirectory found = directory();
        return found.isSynthetic() ? DataDirectory.usual(root()) : found.path();
    }

    /** Says which files are read, as far as that is known before they are opened. */
    void name(NamedFiles files) throws InputException {
        pictures.name(files);
        if (features == null) {
            files.readsSet("--data", directory().path());
            return;
        }
        ArrayFiles named = arrays();
        files.reads("--features", named.features());
        files.reads("--labels", named.labels());
        files.reads("--test-features", named.testFeatures());
        files.reads("--test-labels", named.testLabels());
    }

    /** Opens the data, and has the results name them. */
    Dataset open(Report report) throws IOException {
        if (features == null) {
            requireNoLabelsAlone();
            return pictures.open(report, reading(), reading -> openSet(reading, report));
        }
        Dataset dataset = Dataset.open(arrays(), reading());
        requireUse(dataset);
        describe(dataset, features, "--features", report);
        return dataset;
    }

    private Dataset openSet(Reading reading, Report report) throws IOException {
        DataDirectory directory = directory();
        Dataset dataset = open(directory, reading);
        requireUse(dataset);
        describe(dataset, directory.path(), directory.foundBy(), report);
        return dataset;
    }

    /** The CIFAR data set itself, if that is what is read; else null. */
    CifarDataset cifar() throws IOException {
        DataDirectory directory = directory();
        return features == null && isCifar(directory) ? directory.open() : null;
    }

    private static boolean isCifar(DataDirectory directory) {
        return directory.isSynthetic()
                || directory.holds(CifarFormat.CIFAR10)
                || directory.holds(CifarFormat.CIFAR100_FINE);
    }

    private Dataset open(DataDirectory directory, Reading reading) throws IOException {
        CifarFormat wanted = cifarLabels();
        if (wanted != null && !directory.holds(wanted)) {
            throw new InputException("--labels " + labels + " are labels of CIFAR-100, which is not in "
                    + directory.path() + "; leave them out, or give its directory with --data.");
        }
        // Only the directory itself knows how to make its set up.
        return directory.isSynthetic() ? Dataset.of(directory.open()) : Dataset.open(directory.path(), reading);
    }

    /** An option that says how to read another format would be without effect, and its user would not know. */
    private void requireUse(Dataset dataset) throws InputException {
        boolean isTable = dataset.form() instanceof FeatureForm.Columns columns
                && !columns.names().isEmpty();
        String unused = labelColumn != null && !isTable ? "--label-column" : null;
        String use = "a table with a header";
        if (unused == null && dataset.folders().isEmpty()) {
            unused = pictures.ofFoldersAlone();
            use = "folders of pictures";
        }
        if (unused != null) {
            String data = dataset.toString();
            dataset.close();
            throw new InputException(
                    unused + " is for " + use + ", but the data are not (" + data + "); leave it out.");
        }
    }

    private static void describe(Dataset dataset, Path path, String foundBy, Report report) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("title", dataset.title());
        described.put("synthetic", dataset.isSynthetic());
        described.put("directory", path);
        described.put("foundBy", foundBy);
        described.put("features", dataset.form().describe());
        if (!dataset.notes().isEmpty()) {
            described.put("notes", dataset.notes());
        }
        report.result("data", described);
        dataset.notes().forEach(note -> report.say("%s", note));
    }

    private ArrayFiles arrays() throws InputException {
        if (data != null) {
            throw new InputException("--data and --features are two ways to name the data; give one of them.");
        }
        if (labels == null) {
            throw new InputException(
                    "--features " + features + " has no labels; give the file that has them with" + " --labels.");
        }
        if ((testFeatures == null) != (testLabels == null)) {
            throw new InputException(
                    testLabels == null
                            ? "--test-features " + testFeatures + " has no labels; give them with --test-labels."
                            : "--test-labels " + testLabels + " has no features; give them with --test-features.");
        }
        return new ArrayFiles(features, GivenPath.of(labels), testFeatures, testLabels);
    }

    private void requireNoLabelsAlone() throws InputException {
        String alone = testFeatures != null ? "--test-features" : testLabels != null ? "--test-labels" : null;
        if (alone != null || labels != null && cifarLabels() == null) {
            throw new InputException(
                    alone != null
                            ? alone + " is for data that are named by --features and --labels; give these too."
                            : "--labels is " + labels
                                    + "; give fine or coarse for CIFAR-100, or the features that these are the labels of"
                                    + " with --features.");
        }
    }

    private CifarFormat cifarLabels() {
        if (labels == null) {
            return null;
        }
        return switch (labels.toLowerCase(Locale.ROOT)) {
            case "fine" -> CifarFormat.CIFAR100_FINE;
            case "coarse" -> CifarFormat.CIFAR100_COARSE;
            default -> null;
        };
    }

    private Reading reading() {
        return Reading.defaults().withLabelColumn(labelColumn).withCifar(cifarLabels());
    }
}
