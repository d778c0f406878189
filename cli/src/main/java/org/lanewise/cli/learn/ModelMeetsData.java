package org.lanewise.cli.learn;

import java.nio.file.Path;
import org.lanewise.cli.InputException;
import org.lanewise.core.data.Examples;
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;

/** Whether a model and images fit together: the one place where they are compared, for all commands that take both. */
public final class ModelMeetsData {

    private ModelMeetsData() {}

    /** Refuses a model of features that the data do not have. */
    static void requireForm(Path file, ModelFile model, Dataset dataset) throws InputException {
        FeatureForm form = ModelForm.of(file, model);
        // One channel is a plane and side by side: grey images are alike whatever they say.
        boolean fits = form instanceof FeatureForm.Images && dataset.form() instanceof FeatureForm.Images
                ? form.describe().equals(dataset.form().describe())
                : form.features() == dataset.form().features();
        if (!fits) {
            throw new InputException(file + " is a model of " + form.describe() + ", but the data have "
                    + dataset.form().describe() + " (" + dataset + "); give a model of such.");
        }
    }

    /**
     * Images with labels as a model numbers them, by the names of the classes.
     *
     * @param file the model's, for the message; null if it was trained just now
     * @param classifier the model
     * @param dataset the set of the images
     * @param images some of its images
     * @return the images, relabeled if the set has the classes in another order
     * @throws InputException if model and set have other classes
     */
    public static Examples match(Path file, Classifier classifier, Dataset dataset, Examples images)
            throws InputException {
        try {
            return classifier.matched(images, dataset.classNames());
        } catch (IllegalArgumentException doNotFit) {
            throw new InputException(file + " does not fit the data (" + dataset + "): " + doNotFit.getMessage());
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
