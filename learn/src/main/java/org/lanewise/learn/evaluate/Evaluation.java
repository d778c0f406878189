package org.lanewise.learn.evaluate;

import java.lang.foreign.Arena;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    /** One pass over the images: threads take blocks of them; figures are added up afterwards, in the order of the images. */
    private static final class Pass {

        /** Parts of the pass at most: many more than threads, for balance. */
        private static final int PARTS = 1024;

        private final Kernels kernels;
        private final ScoreFunction function;
        private final Loss loss;
        private final Examples data;
        private final int block;
        private final int[] labels;
        private final int[] predictions;
        private final int[] rankOf;
        private final double[] lossOf;
        private final float[] confidenceOf;
        private final double[] marginOf;
        private final int[] ranks;
        private final CalibrationTable.Counts confidences = new CalibrationTable.Counts();
        private final MarginTable.Counts margins;
        private double lossSum;

        Pass(Kernels kernels, LinearModel model, Preprocessing preprocessing, Loss loss, Examples data) {
            this.kernels = kernels;
            this.function = new ScoreFunction(model, preprocessing);
            this.loss = Objects.requireNonNull(loss, "loss");
            this.data = data;
            int size = data.size();
            this.block = Math.min(size, Math.clamp(BLOCK_SCORES / model.classes(), 1, BLOCK));
            this.labels = new int[size];
            this.predictions = new int[size];
            this.rankOf = new int[size];
            this.lossOf = new double[size];
            this.confidenceOf = new float[size];
            this.ranks = new int[model.classes()];
            this.margins = loss instanceof MulticlassHinge hinge ? new MarginTable.Counts(hinge.margin()) : null;
            this.marginOf = new double[margins == null ? 0 : size];
        }

        Evaluation run() {
            int blocks = Math.ceilDiv(data.size(), block);
            int parts = Math.min(blocks, PARTS);
            Queue<Scratch> free = new ConcurrentLinkedQueue<>();
            try (Arena arena = kernels.newArena()) {
                kernels.share(parts, part -> {
                    Scratch scratch = Objects.requireNonNullElseGet(free.poll(), () -> new Scratch(arena));
                    int end = (int) ((long) blocks * (part + 1) / parts);
                    for (int number = (int) ((long) blocks * part / parts); number < end; number++) {
                        judge(number * block, scratch);
                    }
                    free.add(scratch);
                });
            }
            for (int i = 0; i < labels.length; i++) {
                lossSum += lossOf[i];
                ranks[rankOf[i]]++;
                confidences.add(confidenceOf[i], predictions[i] == labels[i]);
                if (margins != null) {
                    margins.add(marginOf[i]);
                }
            }
            return new Evaluation(this);
        }

        /** What a thread needs for a block. */
        private final class Scratch {

            final Workspace workspace;
            final FloatMatrix scores;
            final int[] labels = new int[block];
            final double[] losses = new double[block];

            Scratch(Arena arena) {
                workspace = kernels.workspace(arena, 0, function.classes(), function.features());
                scores = FloatMatrix.allocate(arena, block, function.classes());
            }
        }

        private void judge(int from, Scratch scratch) {
            int count = Math.min(block, data.size() - from);
            FloatMatrix scores = scratch.scores.rows(0, count);
            for (int i = 0; i < count; i++) {
                labels[from + i] = data.label(from + i);
                scratch.labels[i] = labels[from + i];
            }
            kernels.scores(function, data.features().rows(from, from + count), scores, scratch.workspace);
            kernels.losses(loss, scores, scratch.labels, scratch.losses);
            System.arraycopy(scratch.losses, 0, lossOf, from, count);
            for (int i = 0; i < count; i++) {
                int label = scratch.labels[i];
                rankOf[from + i] = rank(scores, i, label);
                predictions[from + i] = Classifier.best(scores, i);
                if (margins != null) {
                    marginOf[from + i] = margin(scores, i, label);
                }
            }
            kernels.softmax(scores, scores);
            for (int i = 0; i < count; i++) {
                confidenceOf[from + i] = scores.get(i, predictions[from + i]);
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
