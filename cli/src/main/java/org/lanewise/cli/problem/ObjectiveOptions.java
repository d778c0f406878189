package org.lanewise.cli.problem;

import java.util.Map;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is made small: the options of loss and regularization. */
public final class ObjectiveOptions {

    @Mixin
    private LossOptions loss;

    @Option(
            names = "--l2",
            paramLabel = "L",
            converter = Ranges.NotNegative.class,
            defaultValue = "1e-4",
            description = "Strength of the sum of squared weights. Default: ${DEFAULT-VALUE}.")
    private float l2;

    @Option(
            names = "--l1",
            paramLabel = "L",
            converter = Ranges.NotNegative.class,
            defaultValue = "0",
            description =
                    "Strength of the sum of absolute weights; with --l2 the elastic net. Default: ${DEFAULT-VALUE}.")
    private float l1;

    @Option(names = "--regularize-bias", description = "Let the bias count like a weight.")
    private boolean bias;

    /** Made by picocli. */
    public ObjectiveOptions() {}

    /**
     * The loss.
     *
     * @param training the training set, for balanced weights
     * @return the loss
     * @throws IllegalArgumentException if a number is out of range, or of no use
     */
    public Loss loss(LabeledImages training) {
        return loss.loss(training);
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
        return loss.kind();
    }

    /** {@return the options as results} */
    public Map<String, Object> describe() {
        Map<String, Object> described = loss.describe();
        described.put("l1", l1);
        described.put("l2", l2);
        described.put("regularizeBias", bias);
        return described;
    }
}
