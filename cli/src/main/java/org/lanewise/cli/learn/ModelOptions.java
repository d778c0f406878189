package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.LossKind;
import org.lanewise.cli.problem.ObjectiveOptions;
import org.lanewise.cli.problem.StoredOptions;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.core.data.Examples;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ArrayFileException;
import org.lanewise.learn.file.ModelFile;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which classifier a command looks at. */
public final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A model that train --save wrote. Default: one is trained now as train does by default.")
    private Path file;

    /** Made by picocli. */
    public ModelOptions() {}

    /** {@return whether there is a file, so that no data are needed to have a classifier} */
    public boolean isGiven() {
        return file != null;
    }

    /**
     * Says which file is read.
     *
     * @param files takes it
     */
    public void name(NamedFiles files) {
        files.reads("--model", file);
    }

    /**
     * The classifier of the file, or one that is trained now.
     *
     * @param computer the kernels to use; it owns the classifier's memory
     * @param cifar what is learned from if there is no file; else it may be null
     * @param report is told what is done
     * @return the classifier, and how it was trained
     * @throws IOException if the file cannot be read or is no model of CIFAR images
     */
    public ModelFile model(Computer computer, CifarDataset cifar, Report report) throws IOException {
        report.result("model", file);
        return isGiven() ? read(computer, file) : trained(computer, cifar, report);
    }

    /**
     * Reads a model of CIFAR images.
     *
     * @param computer owns the classifier's memory
     * @param file the file
     * @return the classifier, and how it was trained
     * @throws IOException if the file cannot be read or is no such model
     */
    public static ModelFile read(Computer computer, Path file) throws IOException {
        ModelFile model = parse(computer, file);
        ModelMeetsData.requireForm(file, model);
        return model;
    }

    private static ModelFile parse(Computer computer, Path file) throws IOException {
        try {
            return ModelFile.read(computer.arena(), file);
        } catch (ArrayFileException noModel) {
            throw new InputException(noModel.getMessage() + " Give a model that train --save wrote.");
        }
    }

    private static ModelFile trained(Computer computer, CifarDataset cifar, Report report) throws IOException {
        report.say("No --model given: training one.");
        ObjectiveOptions losses = CommandLine.populateCommand(new ObjectiveOptions());
        TrainerOptions trainer = CommandLine.populateCommand(new TrainerOptions());
        DataOptions images = CommandLine.populateCommand(new DataOptions());
        Examples training = images.training(cifar);
        Preprocessing preprocessing = images.preprocessing(computer.arena(), training.features());
        LinearModel model = new Training(computer, losses, trainer).run(training, preprocessing);
        Map<String, String> provenance = new LinkedHashMap<>();
        losses.describe(training).forEach((name, value) -> provenance.put(name, value.toString()));
        return new ModelFile(new Classifier(model, preprocessing, cifar.classNames()), provenance);
    }

    /** How a model of this option was trained. */
    StoredOptions stored(ModelFile model) {
        return new StoredOptions(file, model.provenance());
    }

    /** The loss that a model of this option was trained with; softmax if it does not say. */
    LossKind lossOf(ModelFile model) throws InputException {
        LossKind loss = stored(model).loss();
        return loss == null ? LossKind.softmax : loss;
    }

    /** Images of a set with labels as the classifier numbers them. */
    Examples match(Classifier classifier, CifarDataset cifar, Examples images) throws InputException {
        return ModelMeetsData.match(file, classifier, cifar, images);
    }
}
