package org.lanewise.cli.problem;

import java.nio.file.Path;
import java.util.Map;
import org.lanewise.cli.InputException;

/** With which options a model was trained, as its file says; a model from elsewhere need not say anything. */
public final class StoredOptions {

    private final Path file;
    private final Map<String, String> stored;

    /**
     * What a model says.
     *
     * @param file the model, for messages
     * @param provenance names and values
     */
    public StoredOptions(Path file, Map<String, String> provenance) {
        this.file = file;
        this.stored = provenance;
    }

    /**
     * The loss that it was trained with.
     *
     * @return the kind; null if it does not say
     * @throws InputException if there is no such loss
     */
    public LossKind loss() throws InputException {
        String name = stored.get("loss");
        try {
            return name == null ? null : LossKind.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw wrong("loss", name, "one of softmax, svm, svm2");
        }
    }

    /** A number; null if the model does not say. */
    Float number(String name) throws InputException {
        String text = stored.get(name);
        return text == null ? null : number(name, text);
    }

    private float number(String name, String text) throws InputException {
        try {
            float number = Float.parseFloat(text);
            if (number >= 0 && number < Float.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As below.
        }
        throw wrong(name, text, "a finite number of at least 0");
    }

    /** The weights of the classes, as for the option; null for equal ones, or if the model does not say. */
    String[] classWeights() throws InputException {
        String text = stored.get(LossOptions.CLASS_WEIGHTS);
        if (text == null || text.equals(LossOptions.EQUAL)) {
            return null;
        }
        String[] weights = text.split(",");
        for (int k = 0; k < weights.length && !text.equals(LossOptions.BALANCED); k++) {
            number(LossOptions.CLASS_WEIGHTS, weights[k]);
        }
        return weights;
    }

    boolean isTrue(String name) {
        return "true".equals(stored.get(name));
    }

    private InputException wrong(String name, String value, String expected) {
        return new InputException(file + " says that it was trained with " + name + " \"" + value + "\", but "
                + expected + " was expected; give a model that train --save wrote.");
    }
}
