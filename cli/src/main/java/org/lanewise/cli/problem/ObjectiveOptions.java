package org.lanewise.cli.problem;

import java.util.Map;
import org.lanewise.cli.InputException;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is made small: the options of loss and regularization. */
public final class ObjectiveOptions {

    private static final float USUAL_L2 = 1e-4f;

    @Mixin
    private LossOptions loss;

    @Option(
            names = "--l2",
            paramLabel = "L",
            converter = Ranges.NotNegative.class,
            description = "The strength of L2 regularization, the sum of squared weights. Default: chosen on"
                    + " examples that are left out with lbfgs, else " + USUAL_L2 + ".")
    private Float l2;

    @Option(
            names = "--l1",
            paramLabel = "L",
            converter = Ranges.NotNegative.class,
            description = "The strength of L1 regularization, the sum of absolute weights; with --l2 the elastic"
                    + " net. With lbfgs weights become exactly zero, and --l2 is 0 unless it is given. Default:"
                    + " 0.")
    private Float l1;

    @Option(names = "--regularize-bias", description = "Regularize the bias like the weights.")
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
    public Loss loss(Examples training) {
        return loss.loss(training);
    }

    /**
     * The regularization.
     *
     * @return what is added to the loss
     * @throws IllegalArgumentException if a strength is out of range
     */
    public Regularization regularization() {
        return regularization(l2());
    }

    /**
     * The regularization with another strength of the squares.
     *
     * @param strength factor of the sum of squares
     * @return what is added to the loss
     * @throws IllegalArgumentException if a strength is out of range
     */
    public Regularization regularization(float strength) {
        return new Regularization(l1(), strength, bias);
    }

    /** {@return whether there is a gradient everywhere} */
    public boolean isSmooth() {
        return kind() != LossKind.svm && !hasL1();
    }

    /** {@return whether magnitudes of weights are added, which can make them exactly zero} */
    public boolean hasL1() {
        return l1() > 0;
    }

    /**
     * Takes a strength that was found.
     *
     * @param found the strength of the squares
     */
    public void find(float found) {
        l2 = found;
    }

    private float l2() {
        return l2 == null ? USUAL_L2 : l2;
    }

    private float l1() {
        return l1 == null ? 0 : l1;
    }

    /**
     * Takes what was not given from a model's training.
     *
     * @param stored how the model was trained
     * @throws InputException if what is stored is no objective
     */
    public void adopt(StoredOptions stored) throws InputException {
        loss.adopt(stored);
        l2 = l2 == null ? stored.number("l2") : l2;
        l1 = l1 == null ? stored.number("l1") : l1;
        bias |= stored.isTrue("regularizeBias");
    }

    /** {@return which loss this is} */
    public LossKind kind() {
        return loss.kind();
    }

    /** {@return the options as results} */
    public Map<String, Object> describe() {
        return describe(loss.describe());
    }

    /**
     * The options as they are stored with a model, which knows no training set: balanced weights are numbers.
     *
     * @param training the training set
     * @return the options and their values
     */
    public Map<String, Object> describe(Examples training) {
        return describe(loss.describe(training));
    }

    private Map<String, Object> describe(Map<String, Object> described) {
        described.put("l1", l1());
        described.put("l2", l2());
        described.put("regularizeBias", bias);
        return described;
    }
}
