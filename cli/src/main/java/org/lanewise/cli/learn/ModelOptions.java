package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.ObjectiveOptions;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.file.ArrayFileException;
import org.lanewise.core.file.ModelFile;
import org.lanewise.core.model.Classifier;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which classifier a command looks at. */
public final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A model that train --save wrote. Default: one is trained now as train does by default.")
    private Path model;

    /** Made by picocli. */
    public ModelOptions() {}

    /**
     * Says which file is read.
     *
     * @param files takes it
     */
    public void name(NamedFiles files) {
        files.reads("--model", model);
    }

    /**
     * The classifier of the file, or one that is trained now.
     *
     * @param computer the kernels to use; it owns the classifier's memory
     * @param cifar what is learned from if there is no file
     * @param report is told what is done
     * @return the classifier
     * @throws IOException if the file cannot be read or is no model of CIFAR images
     */
    public Classifier classifier(Computer computer, CifarDataset cifar, Report report) throws IOException {
        report.result("model", model);
        return model == null ? trained(computer, cifar, report) : read(computer, model);
    }

    /**
     * Reads a model of CIFAR images.
     *
     * @param computer owns the classifier's memory
     * @param file the file
     * @return the classifier
     * @throws IOException if the file cannot be read or is no such model
     */
    public static Classifier read(Computer computer, Path file) throws IOException {
        Classifier classifier = parse(computer, file).classifier();
        if (classifier.features() != CifarImage.PIXELS) {
            throw new InputException(file + " is a model of images of " + classifier.features()
                    + " values, but CIFAR's have " + CifarImage.PIXELS + "; give a model of such.");
        }
        return classifier;
    }

    private static ModelFile parse(Computer computer, Path file) throws IOException {
        try {
            return ModelFile.read(computer.arena(), file);
        } catch (ArrayFileException noModel) {
            throw new InputException(noModel.getMessage() + " Give a model that train --save wrote.");
        }
    }

    private static Classifier trained(Computer computer, CifarDataset cifar, Report report) throws IOException {
        report.say("No --model given: training one.");
        ObjectiveOptions losses = CommandLine.populateCommand(new ObjectiveOptions());
        TrainerOptions trainer = CommandLine.populateCommand(new TrainerOptions());
        DataOptions images = CommandLine.populateCommand(new DataOptions());
        LabeledImages training = images.training(cifar);
        Preprocessing preprocessing = images.preprocessing(computer.arena(), training.images());
        LinearModel model = new Training(computer, losses, trainer).run(training, preprocessing);
        return new Classifier(model, preprocessing, cifar.classNames());
    }
}
