package org.lanewise.learn.evaluate;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * How well a model does on a set: one pass over its images, all figures. The model's answer is the class of the highest
 * score; of equal scores the first class wins, and NaN loses to every number.
 *
 * <p>Images are scored in blocks, so memory does not grow with the set but for 8 bytes per image, its class and the
 * answer. The bits depend neither on blocks nor on threads. Immutable.
 */
public final class Evaluation {

    /** Images of a block, at most. */
    private static final int BLOCK = 1024;

    /** Scores of a block, at most 16 MB where an image has no more: with many classes a block has fewer images. */
    private static final int BLOCK_SCORES = 1 << 22;

    private final double meanLoss;
    private final int[] ranks;
    private final int[] labels;
    private final int[] predictions;
    private final CalibrationTable calibration;
    private final MarginTable margins;

    private Evaluation(Pass pass) {
        this.meanLoss = pass.lossSum / pass.data.size();
        this.ranks = pass.ranks;
        this.labels = pass.labels;
        this.predictions = pass.predictions;
        this.calibration = pass.confidences.table();
        this.margins = pass.margins == null ? null : pass.margins.table();
    }

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
        return of(kernels, classifier.model(), classifier.preprocessing(), loss, data);
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
        if (data.size() == 0) {
            throw new IllegalArgumentException("An evaluation needs at least one image, but there is none.");
        }
        if (data.classes() > model.classes()) {
            throw new IllegalArgumentException("The model has " + model.classes() + " classes, but the images have "
                    + data.classes() + "; evaluate it on images of the classes that it knows.");
        }
        return new Pass(kernels, model, preprocessing, loss, data).run();
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
        return meanLoss;
    }

    /** {@return which classes were taken for which; counted anew with each call} */
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

    /** One pass over the images. */
    private static final class Pass {

        private final Kernels kernels;
        private final LinearModel model;
        private final Preprocessing preprocessing;
        private final Loss loss;
        private final Examples data;
        private final int block;
        private final int[] labels;
        private final int[] predictions;
        private final int[] ranks;
        private final CalibrationTable.Counts confidences = new CalibrationTable.Counts();
        private final MarginTable.Counts margins;
        private double lossSum;

        Pass(Kernels kernels, LinearModel model, Preprocessing preprocessing, Loss loss, Examples data) {
            this.kernels = kernels;
            this.model = model;
            this.preprocessing = preprocessing;
            this.loss = Objects.requireNonNull(loss, "loss");
            this.data = data;
            this.block = Math.min(data.size(), Math.clamp(BLOCK_SCORES / model.classes(), 1, BLOCK));
            this.labels = new int[data.size()];
            this.predictions = new int[data.size()];
            this.ranks = new int[model.classes()];
            this.margins = loss instanceof MulticlassHinge hinge ? new MarginTable.Counts(hinge.margin()) : null;
        }

        Evaluation run() {
            try (Arena arena = kernels.newArena()) {
                Workspace workspace = kernels.workspace(arena, 0, model.classes(), model.features());
                FloatMatrix room = FloatMatrix.allocate(arena, block, model.classes());
                for (int from = 0; from < data.size(); from += block) {
                    int to = Math.min(from + block, data.size());
                    FloatMatrix scores = room.rows(0, to - from);
                    kernels.scores(
                            new ScoreFunction(model, preprocessing),
                            data.features().rows(from, to),
                            scores,
                            workspace);
                    add(from, scores);
                }
            }
            return new Evaluation(this);
        }

        private void add(int from, FloatMatrix scores) {
            int[] ofBlock = new int[scores.rows()];
            Arrays.setAll(ofBlock, i -> data.label(from + i));
            double[] losses = new double[ofBlock.length];
            kernels.losses(loss, scores, ofBlock, losses);
            for (int i = 0; i < ofBlock.length; i++) {
                lossSum += losses[i];
                ranks[rank(scores, i, ofBlock[i])]++;
                labels[from + i] = ofBlock[i];
                predictions[from + i] = Classifier.best(scores, i);
                if (margins != null) {
                    margins.add(margin(scores, i, ofBlock[i]));
                }
            }
            kernels.softmax(scores, scores);
            for (int i = 0; i < ofBlock.length; i++) {
                int prediction = predictions[from + i];
                confidences.add(scores.get(i, prediction), prediction == ofBlock[i]);
            }
        }

        /** How many classes come before the correct one. */
        private static int rank(FloatMatrix scores, int row, int label) {
            float correct = scores.get(row, label);
            int rank = 0;
            for (int k = 0; k < scores.columns(); k++) {
                float score = scores.get(row, k);
                boolean before = k < label ? !Classifier.beats(correct, score) : Classifier.beats(score, correct);
                rank += k != label && before ? 1 : 0;
            }
            return rank;
        }

        private static double margin(FloatMatrix scores, int row, int label) {
            double highest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < scores.columns(); k++) {
                highest = k == label ? highest : Math.max(highest, scores.get(row, k));
            }
            return scores.get(row, label) - highest;
        }
    }
}
