package org.lanewise.cli.learn;

import java.nio.file.Path;
import java.util.Map;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cli.InputException;
import org.lanewise.core.data.Examples;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;

/** Whether a model and images fit together: the one place where they are compared, for all commands that take both. */
public final class ModelMeetsData {

    private static final String PIXELS = "pixels";
    private static final String FORM = "3 planes, red, green and blue, of 32 x 32 bytes";

    private ModelMeetsData() {}

    /** What a model that was trained on CIFAR images says about their form. */
    static Map<String, String> form() {
        return Map.of(PIXELS, FORM);
    }

    /** Refuses a model of other images than CIFAR's. */
    static void requireForm(Path file, ModelFile model) throws InputException {
        int features = model.classifier().features();
        if (features != CifarImage.PIXELS) {
            throw new InputException(file + " is a model of images of " + features + " values, but CIFAR's have "
                    + CifarImage.PIXELS + "; give a model of such.");
        }
        String form = model.provenance().getOrDefault(PIXELS, FORM);
        if (!form.equals(FORM)) {
            throw new InputException(file + " is a model of pixels that are \"" + form + "\", but CIFAR's are \"" + FORM
                    + "\"; give a model of such.");
        }
    }

    /**
     * Images with labels as a model numbers them, by the names of the classes.
     *
     * @param file the model's, for the message; null if it was trained just now
     * @param classifier the model
     * @param cifar the set of the images
     * @param images some of its images
     * @return the images, relabeled if the set has the classes in another order
     * @throws InputException if model and set have other classes
     */
    public static Examples match(Path file, Classifier classifier, CifarDataset cifar, Examples images)
            throws InputException {
        try {
            return classifier.matched(images, cifar.classNames());
        } catch (IllegalArgumentException doNotFit) {
            throw new InputException(file + " does not fit the images (" + cifar + "): " + doNotFit.getMessage());
        }
    }

    /** Refuses to continue a training under other names: its files may be the same, but not what their labels mean. */
    static void requireSameNames(Path file, Classifier saved, Classifier here) throws InputException {
        for (int k = 0; k < Math.max(saved.classes(), here.classes()); k++) {
            String before = k < saved.classes() ? saved.classNames().get(k) : null;
            String now = k < here.classes() ? here.classNames().get(k) : null;
            if (before == null || !before.equals(now)) {
                throw new InputException(file + " was saved by a training whose class " + k + " was " + before
                        + ", but here it is " + now + "; continue it with the same class names.");
            }
        }
    }
}
