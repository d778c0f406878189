package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.FeatureForm;
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
            description =
                    "The model, written by train --save. Default: train one now, by three epochs of" + " minibatches.")
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
     * @param dataset what is learned from if there is no file; else it may be null
     * @param report is told what is done
     * @return the classifier, and how it was trained
     * @throws IOException if the file cannot be read or is no model of such data
     */
    public ModelFile model(Computer computer, Dataset dataset, Report report) throws IOException {
        report.result("model", file);
        return isGiven() ? read(computer, file, dataset) : trained(computer, dataset, report);
    }

    /**
     * Reads a model.
     *
     * @param computer owns the classifier's memory
     * @param file the file
     * @param dataset the data that it is to fit; null if there are none
     * @return the classifier, and how it was trained
     * @throws IOException if the file cannot be read, or is no model of such data
     */
    public static ModelFile read(Computer computer, Path file, Dataset dataset) throws IOException {
        ModelFile model = parse(computer, file);
        if (dataset != null) {
            ModelMeetsData.requireForm(file, model, dataset);
        }
        return model;
    }

    /**
     * Reads a model of pixels.
     *
     * @param computer owns the classifier's memory
     * @param file the file
     * @param dataset the data that it is to fit; null if there are none
     * @param why what cannot be done with other features
     * @return the classifier, and how it was trained
     * @throws IOException if the file cannot be read, or is no model of such data, or one of other features than pixels
     */
    public static ModelFile readOfPixels(Computer computer, Path file, Dataset dataset, String why) throws IOException {
        ModelFile model = read(computer, file, dataset);
        requirePixels(file, model, why);
        return model;
    }

    /** Refuses a model of other features than pixels. */
    static void requirePixels(Path file, ModelFile model, String why) throws InputException {
        if (model.classifier().map().isPresent()) {
            String kind = model.classifier().map().get().kind();
            throw new InputException(file + " is a model of " + kind + ", and " + why
                    + "; give one that was trained without --" + kind + ".");
        }
    }

    private static ModelFile parse(Computer computer, Path file) throws IOException {
        try {
            return ModelFile.read(computer.arena(), file);
        } catch (ArrayFileException noModel) {
            throw new InputException(noModel.getMessage() + " Give a model that train --save wrote.");
        }
    }

    private static ModelFile trained(Computer computer, Dataset dataset, Report report) throws IOException {
        report.say("No --model given: training one.");
        ObjectiveOptions losses = CommandLine.populateCommand(new ObjectiveOptions());
        TrainerOptions trainer = CommandLine.populateCommand(new TrainerOptions());
        DataOptions images = CommandLine.populateCommand(new DataOptions());
        Examples training = images.training(dataset);
        Preprocessing preprocessing = images.preprocessing(computer.arena(), training.features());
        LinearModel model = new Training(computer, losses, trainer).run(training, preprocessing);
        Map<String, String> provenance = new LinkedHashMap<>();
        losses.describe(training).forEach((name, value) -> provenance.put(name, value.toString()));
        provenance.putAll(ModelForm.describe(dataset.form()));
        return new ModelFile(new Classifier(model, preprocessing, dataset.classNames()), provenance);
    }

    /**
     * What the features of a model of this option are.
     *
     * @param model the model
     * @return images or columns
     * @throws InputException if its file says something that cannot be
     */
    public FeatureForm form(ModelFile model) throws InputException {
        return ModelForm.of(file, model);
    }

    /**
     * The images that a model of this option knows.
     *
     * @param model the model
     * @param why what needs images
     * @return their form
     * @throws InputException if they are no images
     */
    public FeatureForm.Images images(ModelFile model, String why) throws InputException {
        return ModelForm.images(file, form(model), why);
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
    Examples match(Classifier classifier, Dataset dataset, Examples images) throws InputException {
        return ModelMeetsData.match(file, classifier, dataset, images);
    }
}
