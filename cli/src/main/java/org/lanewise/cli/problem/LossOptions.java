package org.lanewise.cli.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lanewise.cli.InputException;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.Loss;
import picocli.CommandLine.Option;

/** The options of the loss of an example. */
public final class LossOptions {

    /** The name of the weights among stored options, and two values beside numbers. */
    static final String CLASS_WEIGHTS = "classWeights";

    static final String EQUAL = "equal";
    static final String BALANCED = "balanced";

    @Option(
            names = "--loss",
            paramLabel = "KIND",
            description = "The loss: ${COMPLETION-CANDIDATES} (squared hinge). Default: that of the --model, else"
                    + " softmax.")
    private LossKind loss;

    @Option(
            names = "--margin",
            paramLabel = "D",
            converter = Ranges.NotNegative.class,
            description = "The margin of the SVM. Default: 1.")
    private Float margin;

    @Option(
            names = "--smoothing",
            paramLabel = "S",
            converter = Ranges.BelowOne.class,
            description = "The label smoothing of softmax, at least 0 and less than 1. Default: 0.")
    private Float smoothing;

    @Option(
            names = "--class-weights",
            paramLabel = "W",
            split = ",",
            description =
                    "The weight of each class in the loss: one number per class, or \"balanced\". Default:" + " equal.")
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
    public Loss loss(Examples training) {
        requireUse("--margin", margin, kind() != LossKind.softmax, "without --loss svm or svm2");
        requireUse("--smoothing", smoothing, kind() == LossKind.softmax, "with --loss " + kind());
        return kind().with(margin(), smoothing(), weights(training));
    }

    /**
     * Takes what was not given from a model's training. Margin and smoothing belong to the loss that they were trained
     * with.
     *
     * @param stored how the model was trained
     * @throws InputException if what is stored is no loss
     */
    public void adopt(StoredOptions stored) throws InputException {
        LossKind trained = stored.loss();
        loss = loss == null ? trained : loss;
        if (loss == trained && loss != LossKind.softmax) {
            margin = margin == null ? stored.number("margin") : margin;
        }
        if (loss == trained && loss == LossKind.softmax) {
            smoothing = smoothing == null ? stored.number("smoothing") : smoothing;
        }
        classWeights = classWeights == null ? stored.classWeights() : classWeights;
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

    private boolean isBalanced() {
        return classWeights != null && classWeights.length == 1 && classWeights[0].equals(BALANCED);
    }

    private ClassWeights weights(Examples training) {
        if (classWeights == null) {
            return ClassWeights.equal();
        }
        if (isBalanced()) {
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
        return loss == null ? LossKind.softmax : loss;
    }

    /**
     * The options as they are stored with a model, which knows no training set: balanced weights are numbers.
     *
     * @param training the training set
     * @return the options and their values
     */
    Map<String, Object> describe(Examples training) {
        Map<String, Object> described = describe();
        if (isBalanced()) {
            ClassWeights weights = weights(training);
            described.put(
                    CLASS_WEIGHTS,
                    IntStream.range(0, training.classes())
                            .mapToObj(k -> Float.toString(weights.of(k)))
                            .collect(Collectors.joining(",")));
        }
        return described;
    }

    /** {@return the options as results} */
    public Map<String, Object> describe() {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("loss", kind());
        if (kind() == LossKind.softmax) {
            described.put("smoothing", smoothing());
        } else {
            described.put("margin", margin());
        }
        described.put(CLASS_WEIGHTS, classWeights == null ? EQUAL : String.join(",", classWeights));
        return described;
    }
}
