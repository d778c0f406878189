package org.lanewise.cli.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import picocli.CommandLine.Option;

/** What is made small: the options of loss and regularization. */
public final class LossOptions {

    @Option(
            names = "--loss",
            paramLabel = "KIND",
            defaultValue = "softmax",
            description = "${COMPLETION-CANDIDATES} (hinge squared). Default: ${DEFAULT-VALUE}.")
    private LossKind loss;

    @Option(
            names = "--margin",
            paramLabel = "D",
            defaultValue = "1",
            description = "By how much the SVM wants the correct class to win. Default: ${DEFAULT-VALUE}.")
    private float margin;

    @Option(
            names = "--smoothing",
            paramLabel = "S",
            defaultValue = "0",
            description = "Label smoothing of softmax, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private float smoothing;

    @Option(
            names = "--class-weights",
            paramLabel = "W",
            split = ",",
            description = "What mistakes on each class cost: a number for each class, or \"balanced\". Default: equal.")
    private String[] classWeights;

    @Option(
            names = "--l2",
            paramLabel = "L",
            defaultValue = "1e-4",
            description = "Strength of the sum of squared weights. Default: ${DEFAULT-VALUE}.")
    private float l2;

    @Option(
            names = "--l1",
            paramLabel = "L",
            defaultValue = "0",
            description =
                    "Strength of the sum of absolute weights; with --l2 the elastic net. Default: ${DEFAULT-VALUE}.")
    private float l1;

    @Option(names = "--regularize-bias", description = "Let the bias count like a weight.")
    private boolean bias;

    /** Made by picocli. */
    public LossOptions() {}

    /**
     * The loss.
     *
     * @param training the training set, for balanced weights
     * @return the loss
     * @throws IllegalArgumentException if a number is out of range
     */
    public Loss loss(LabeledImages training) {
        return loss.with(margin, smoothing, weights(training));
    }

    private ClassWeights weights(LabeledImages training) {
        if (classWeights == null) {
            return ClassWeights.equal();
        }
        if (classWeights.length == 1 && classWeights[0].equals("balanced")) {
            return ClassWeights.balanced(training);
        }
        float[] weights = new float[classWeights.length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = number(classWeights[k]);
        }
        return ClassWeights.of(weights);
    }

    private static float number(String text) {
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The class weight " + text + " is no number; give a number for each class, or \"balanced\".");
        }
    }

    /**
     * The regularization.
     *
     * @return what is added to the loss
     * @throws IllegalArgumentException if a strength is out of range
     */
    public Regularization regularization() {
        return regularization(l2);
    }

    /**
     * The regularization with another strength of the squares.
     *
     * @param strength factor of the sum of squares
     * @return what is added to the loss
     * @throws IllegalArgumentException if a strength is out of range
     */
    public Regularization regularization(float strength) {
        return new Regularization(l1, strength, bias);
    }

    /** {@return which loss this is} */
    public LossKind kind() {
        return loss;
    }

    /** {@return the options as results} */
    public Map<String, Object> describe() {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("loss", loss);
        if (loss == LossKind.softmax) {
            described.put("smoothing", smoothing);
        } else {
            described.put("margin", margin);
        }
        described.put("classWeights", classWeights == null ? "equal" : String.join(",", classWeights));
        described.put("l1", l1);
        described.put("l2", l2);
        described.put("regularizeBias", bias);
        return described;
    }
}
