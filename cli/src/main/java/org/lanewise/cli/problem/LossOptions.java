package org.lanewise.cli.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.Loss;
import picocli.CommandLine.Option;

/** The options of the loss of an example. */
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
            converter = Ranges.NotNegative.class,
            description = "By how much the SVM wants the correct class to win. Default: 1.")
    private Float margin;

    @Option(
            names = "--smoothing",
            paramLabel = "S",
            converter = Ranges.BelowOne.class,
            description = "Label smoothing of softmax, at least 0 and less than 1. Default: 0.")
    private Float smoothing;

    @Option(
            names = "--class-weights",
            paramLabel = "W",
            split = ",",
            description = "What mistakes on each class cost: a number for each class, or \"balanced\". Default: equal.")
    private String[] classWeights;

    /** Made by picocli. */
    public LossOptions() {}

    /**
     * The loss.
     *
     * @param training the training set, for balanced weights
     * @return the loss
     * @throws IllegalArgumentException if a number is out of range, or of no use
     */
    public Loss loss(LabeledImages training) {
        requireUse("--margin", margin, loss != LossKind.softmax, "without --loss svm or svm2");
        requireUse("--smoothing", smoothing, loss == LossKind.softmax, "with --loss " + loss);
        return loss.with(margin(), smoothing(), weights(training));
    }

    private static void requireUse(String option, Float given, boolean hasUse, String where) {
        if (given != null && !hasUse) {
            throw new IllegalArgumentException(option + " is of no use " + where + "; leave it out.");
        }
    }

    private float margin() {
        return margin == null ? 1 : margin;
    }

    private float smoothing() {
        return smoothing == null ? 0 : smoothing;
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
                    "--class-weights has \"" + text + "\"; give a number for each class, or \"balanced\".");
        }
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
            described.put("smoothing", smoothing());
        } else {
            described.put("margin", margin());
        }
        described.put("classWeights", classWeights == null ? "equal" : String.join(",", classWeights));
        return described;
    }
}
