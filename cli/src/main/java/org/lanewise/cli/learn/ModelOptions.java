package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.LossOptions;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.file.ModelFile;
import org.lanewise.core.model.Classifier;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.train.Trainer;
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

    /** {@return whether a file was named} */
    public boolean isFile() {
        return model != null;
    }

    /**
     * The classifier of the file, or one that is trained now.
     *
     * @param computer who computes, and owns the classifier's memory
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
        Classifier classifier = ModelFile.read(computer.arena(), file).classifier();
        if (classifier.features() != CifarImage.PIXELS) {
            throw new InputException(file + " is a model of images of " + classifier.features()
                    + " values, but CIFAR's have " + CifarImage.PIXELS + "; give a model of such.");
        }
        return classifier;
    }

    private static Classifier trained(Computer computer, CifarDataset cifar, Report report) throws IOException {
        report.say("No --model given: training one.");
        LossOptions losses = CommandLine.populateCommand(new LossOptions());
        TrainerOptions trainer = CommandLine.populateCommand(new TrainerOptions());
        LabeledImages training = CommandLine.populateCommand(new DataOptions()).training(cifar);
        Preprocessing preprocessing =
                CommandLine.populateCommand(new DataOptions()).preprocessing(computer.arena(), training.images());
        LinearModel model = LinearModel.allocate(computer.arena(), training.classes(), CifarImage.PIXELS);
        trainer.apply(Trainer.of(computer.kernels(), preprocessing, training))
                .loss(losses.loss(training))
                .regularization(losses.regularization())
                .build()
                .train(model);
        return new Classifier(model, preprocessing, cifar.classNames());
    }
}
