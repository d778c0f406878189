package org.lanewise.examples;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.LinearClassifier;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.train.Schedule;
import org.lanewise.learn.train.Trainer;

/** Minibatches on CIFAR-10, with the choices in the open. */
public final class Cifar10 {

    private static final int EPOCHS = 10;

    private Cifar10() {}

    /**
     * Trains, prints the accuracy on the test set, and saves the model.
     *
     * @param arguments the folder with the binary version of CIFAR-10, and the model to write
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Kernels kernels = Kernels.best();
        try (CifarDataset cifar = CifarDataset.open(Path.of(arguments[0]));
                Arena arena = Arena.ofShared()) {
            Preprocessing mean = Preprocessing.meanImage(arena, cifar.train().features(), 1 / 128f);
            LinearModel model = LinearModel.allocate(
                    arena, cifar.classNames().size(), cifar.train().features().columns());
            Trainer.of(kernels, mean, cifar.train())
                    .regularization(Regularization.l2(1e-4f))
                    .schedule(Schedule.cosine(5e-3f, EPOCHS))
                    .epochs(EPOCHS)
                    .build()
                    .train(model);
            Classifier classifier = new Classifier(model, mean, cifar.classNames());
            System.out.println("Accuracy on the test set: "
                    + Evaluation.of(kernels, classifier, cifar.test()).accuracy());
            LinearClassifier.of(kernels, classifier).save(Path.of(arguments[1]));
        }
    }
}
