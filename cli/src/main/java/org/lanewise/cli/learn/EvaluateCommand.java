package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.picture.PictureOutput;
import org.lanewise.cli.problem.LossOptions;
import org.lanewise.cli.problem.Part;
import org.lanewise.cli.problem.SetName;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.datasets.Dataset;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.file.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a classifier. */
@Command(
        name = "evaluate",
        description = "Measures a classifier: accuracy, precision, recall, F1, ROC AUC, and the confusion"
                + " matrix. It also shows top-2, top-3 and top-5 accuracy, mean loss, and the calibration"
                + " of softmax or the margins of an SVM.")
public final class EvaluateCommand extends Action {

    @Mixin
    private ModelOptions model;

    @Mixin
    private LossOptions losses;

    @Option(
            names = "--on",
            paramLabel = "PART",
            defaultValue = "test",
            description = "The part of the data to measure on: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Part part;

    @Option(
            names = "--mistakes",
            paramLabel = "N",
            converter = Ranges.CountOrNone.class,
            defaultValue = "0",
            description = "List the N most confident mistakes, with the numbers of the examples.")
    private int mistakes;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PicturePath.class,
            description = "Draw the confusion matrix into this .png or .svg.")
    private Path plot;

    @Mixin
    private PictureOutput pictures;

    /** Made by picocli. */
    public EvaluateCommand() {}

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
        model.name(files);
        pictures.name(files, plot);
    }

    @Override
    protected void run(Report report) throws IOException {
        try (Dataset dataset = open(report);
                Computer computer = common.computer()) {
            ModelFile trained = model.model(computer, dataset, report);
            losses.adopt(model.stored(trained));
            Classifier classifier = trained.classifier();
            requireRoom(classifier);
            Examples images = model.match(classifier, dataset, part.on(dataset));
            Evaluation evaluation = Evaluation.withRocAuc(computer.kernels(), classifier, losses.loss(images), images);
            report.result("part", part);
            report.result("examples", images.size());
            report.result("loss", losses.describe());
            SetName name = SetName.of(dataset);
            EvaluationReport told = new EvaluationReport(evaluation, classifier.classNames(), report);
            told.overall(
                    name.of(part + " set") + ", " + images.size() + " " + name.noun(),
                    losses.kind().name());
            told.perClass();
            told.confusion();
            if (model.lossOf(trained).hasProbabilities()) {
                told.calibration();
            }
            evaluation.margins().ifPresent(told::margins);
            if (mistakes > 0) {
                told.mistakes(mistakes);
            }
            if (plot != null) {
                pictures.show(plot, told.draw(name.title("Confusion matrix")), report);
            }
            EvaluationReport.failUnlessFinite(evaluation, report);
        }
    }

    private void requireRoom(Classifier classifier) throws InputException {
        if (plot != null && classifier.classes() > EvaluationReport.MATRIX) {
            throw new InputException("--plot has room for the confusion of " + EvaluationReport.MATRIX
                    + " classes, but the model has " + classifier.classes() + "; leave it out.");
        }
    }
}
