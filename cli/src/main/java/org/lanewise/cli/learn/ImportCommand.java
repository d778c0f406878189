package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.WithoutData;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.problem.LossKind;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.OutputPath;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.file.SklearnFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a model of what scikit-learn has learned. */
@Command(
        name = "import",
        description = "Makes a model from a linear classifier of scikit-learn. The .npz has coef_ and"
                + " intercept_, and if there are any classes_, and mean_ and scale_ of a StandardScaler. No"
                + " data set is needed.")
public final class ImportCommand extends Action implements WithoutData {

    @Parameters(
            paramLabel = "FILE",
            description = "The .npz, written by numpy.savez(FILE, coef_=model.coef_, intercept_=model.intercept_,"
                    + " classes_=model.classes_).")
    private Path source;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            converter = OutputPath.class,
            description = "Write the model to this .npz, which all commands read. Required.")
    private Path save;

    @Option(
            names = "--loss",
            paramLabel = "KIND",
            defaultValue = "softmax",
            description = "The loss it was trained with: ${COMPLETION-CANDIDATES}. Take svm2 for LinearSVC, whose"
                    + " scores are no probabilities. Default: ${DEFAULT-VALUE}, as for LogisticRegression.")
    private LossKind loss;

    /** Made by picocli. */
    public ImportCommand() {}

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
        files.reads("FILE", source);
        files.writes("--save", save);
    }

    @Override
    protected void run(Report report) throws IOException {
        if (save == null) {
            throw wrong("--save is missing; give the path of the model to write.");
        }
        try (Computer computer = common.computer()) {
            Classifier classifier = SklearnFile.read(computer.arena(), source);
            ModelFile model = new ModelFile(classifier, provenance());
            OutputFile.makeFolder(save);
            model.write(save);
            report.say("Model: %s, %d classes, %d features", save, classifier.classes(), classifier.features());
            report.result("model", save);
            report.result("classes", classifier.classNames());
            report.result("features", classifier.features());
        }
    }

    private Map<String, String> provenance() {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("loss", loss.name());
        provenance.put("imported", "scikit-learn, " + source.getFileName());
        return provenance;
    }
}
