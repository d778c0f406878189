package org.lanewise.learn.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.features.FeatureMap;

/**
 * How well a model does on a set: all figures, from one pass over its images. The model's answer is the class of the
 * highest score; of equal scores the first class wins, and NaN loses to every number.
 *
 * <p>Images are scored in blocks, so memory does not grow with the set but for 12 bytes per image, its class, the
 * answer and how sure it is. The bits depend neither on blocks nor on threads. Immutable.
 */
public final class Evaluation {

    private final double lossSum;
    private final int[] ranks;
    private final int[] labels;
    private final int[] predictions;
    private final CalibrationTable calibration;
    private final MarginTable margins;
    private final float[] certainties;
    private final RocAuc rocAuc;

    private Evaluation(EvaluationPass pass) {
        this.lossSum = pass.lossSum();
        this.ranks = pass.ranks();
        this.labels = pass.labels();
        this.predictions = pass.predictions();
        this.calibration = pass.calibration();
        this.margins = pass.margins();
        this.certainties = pass.certainties();
        this.rocAuc = pass.rocAuc();
    }

    /**
     * A wrong answer.
     *
     * @param row which image
     * @param label its class
     * @param prediction the answer
     * @param certainty how sure it is: its probability by the softmax function; with a hinge loss, by how much its score
     *     is above that of the correct class
     */
    public record Mistake(int row, int label, int prediction, double certainty) {}

    /**
     * Evaluates a classifier with the softmax cross-entropy loss.
     *
     * @param kernels the kernels to use
     * @param classifier the classifier, K classes
     * @param data the images and their labels, at least one
     * @return all figures
     * @throws IllegalArgumentException if there is no image or the shapes do not fit
     */
    public static Evaluation of(Kernels kernels, Classifier classifier, Examples data) {
        return of(kernels, classifier, SoftmaxCrossEntropy.softmax(), data);
    }

    /**
     * Evaluates a classifier.
     *
     * @param kernels the kernels to use
     * @param classifier the classifier, K classes
     * @param loss which loss is averaged; no regularization is added to it
     * @param data the images and their labels, at least one
     * @return all figures
     * @throws IllegalArgumentException if there is no image or the shapes do not fit
     */
    public static Evaluation of(Kernels kernels, Classifier classifier, Loss loss, Examples data) {
        ScoreFunction function = new ScoreFunction(classifier.model(), classifier.preprocessing());
        return of(kernels, function, classifier.map(), loss, data);
    }

    /**
     * Evaluates a model that has no names for its classes.
     *
     * @param kernels the kernels to use
     * @param model the parameters, K classes
     * @param preprocessing the map of the pixels
     * @param loss which loss is averaged; no regularization is added to it
     * @param data the images and their labels, at least one
     * @return all figures
     * @throws IllegalArgumentException if there is no image or the shapes do not fit
     */
    public static Evaluation of(
            Kernels kernels, LinearModel model, Preprocessing preprocessing, Loss loss, Examples data) {
        return of(kernels, new ScoreFunction(model, preprocessing), Optional.empty(), loss, data);
    }

    /**
     * Evaluates a score function of features that a map makes.
     *
     * @param kernels the kernels to use
     * @param function the parameters, K classes, and the preprocessing of what the map makes
     * @param map what makes the features of examples; empty if they are the function's
     * @param loss which loss is averaged; no regularization is added to it
     * @param data the examples and their labels, at least one
     * @return all figures
     * @throws IllegalArgumentException if there is no example or the shapes do not fit
     */
    public static Evaluation of(
            Kernels kernels, ScoreFunction function, Optional<FeatureMap> map, Loss loss, Examples data) {
        requireFitting(function.model(), data);
        return new Evaluation(EvaluationPass.of(kernels, function, map, loss, data));
    }

    private static void requireFitting(LinearModel model, Examples data) {
        if (data.size() == 0) {
            throw new IllegalArgumentException("An evaluation needs at least one image, but there is none.");
        }
        if (data.classes() > model.classes()) {
            throw new IllegalArgumentException("The model has " + model.classes() + " classes, but the images have "
                    + data.classes() + "; evaluate it on images of the classes that it knows.");
        }
    }

    /**
     * Evaluates a classifier, and measures how well each class is told from the rest by its numbers. This takes memory or
     * time: 4 bytes per image and class, or where these were more than 256 MB another pass over the images.
     *
     * @param kernels the kernels to use
     * @param classifier the classifier, K classes
     * @param loss which loss is averaged; no regularization is added to it
     * @param data the images and their labels, at least one
     * @return all figures, with {@link #rocAuc}
     * @throws IllegalArgumentException if there is no image or the shapes do not fit
     */
    public static Evaluation withRocAuc(Kernels kernels, Classifier classifier, Loss loss, Examples data) {
        requireFitting(classifier.model(), data);
        ScoreFunction function = new ScoreFunction(classifier.model(), classifier.preprocessing());
        return new Evaluation(EvaluationPass.withRocAuc(kernels, function, classifier.map(), loss, data));
    }

    /** {@return the share of images whose highest score is that of the correct class, 0 to 1} */
    public double accuracy() {
        return topK(1);
    }

    /**
     * The share of images whose correct class is among the k highest scores.
     *
     * @param k how many answers the model may give, at least 1; from the number of classes on the share is 1
     * @return the share, 0 to 1
     * @throws IllegalArgumentException if k is not at least 1
     */
    public double topK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("The model gives at least 1 answer, but k is " + k + ".");
        }
        long among = 0;
        for (int rank = 0; rank < Math.min(k, ranks.length); rank++) {
            among += ranks[rank];
        }
        return (double) among / labels.length;
    }

    /** {@return the mean of the losses of the images, each with the weight of its class, without regularization} */
    public double meanLoss() {
        return lossSum / labels.length;
    }

    /** {@return the sum of the losses of the images: that of blocks, as {@link org.lanewise.core.model.BlockSum} adds them} */
    public double lossSum() {
        return lossSum;
    }

    /** {@return the confusion matrix, counted anew with each call} */
    public ConfusionMatrix confusion() {
        return ConfusionMatrix.of(ranks.length, labels, predictions);
    }

    /** {@return how far the probabilities of the softmax function can be trusted} */
    public CalibrationTable calibration() {
        return calibration;
    }

    /** {@return by how much correct classes win; empty unless the loss is a hinge, which wants a margin} */
    public Optional<MarginTable> margins() {
        return Optional.ofNullable(margins);
    }

    /** {@return how well each class is told from the rest; empty but for {@link #withRocAuc}} */
    public Optional<RocAuc> rocAuc() {
        return Optional.ofNullable(rocAuc);
    }

    /**
     * The most confident wrong answers.
     *
     * @param most how many at most, at least 0
     * @return the mistakes by falling certainty, those of equal certainty in the order of the images
     */
    public List<Mistake> mistakes(int most) {
        return IntStream.range(0, labels.length)
                .filter(i -> predictions[i] != labels[i])
                .mapToObj(i -> new Mistake(i, labels[i], predictions[i], certainties[i]))
                .sorted(Comparator.comparingDouble(Mistake::certainty).reversed())
                .limit(most)
                .toList();
    }
}
