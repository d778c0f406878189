package org.lanewise.learn.ridge;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.evaluate.Temperature;
import org.lanewise.learn.features.FeatureMap;
import org.lanewise.learn.features.FeatureStore;

/**
 * Trains a linear model of mapped features by least squares: one pass over the images makes their features and sums them up.
 * The strength of regularization is the one that does best on validation images; then the model learns from these too. Its
 * scores are scaled so that their softmax is the most probable for the validation images.
 *
 * <p>The result is the same bits on any number of threads. {@link #stop} may be called from any thread; one training at a time.
 */
public final class RidgeTraining {

    /** What is added to the variances of features, as the sums over quadrants have them. */
    private static final double VARIANCE_FLOOR = 0.01;

    /** Images whose features are summed at once. */
    private static final int BLOCK = 512;

    private static final double[] USUAL_STRENGTHS = {0.03, 0.01, 0.004, 0.002, 0.001, 0.0005};

    private final Kernels kernels;
    private final FeatureMap map;
    private final FeatureStore store;
    private volatile boolean stopRequested;

    /** Is told how it goes on. */
    public interface Listener {

        /**
         * Features of some more images are made.
         *
         * @param done images so far
         * @param all all images
         */
        default void mapped(int done, int all) {}

        /**
         * A strength was tried.
         *
         * @param point how it did
         */
        default void tried(Point point) {}
    }

    /**
     * A strength, and how it did.
     *
     * @param l2 the strength
     * @param accuracy the share of the validation images that are classified right
     */
    public record Point(double l2, double accuracy) {}

    /**
     * What was learned.
     *
     * @param model W, K x D, and b
     * @param preprocessing the standardization of the features
     * @param points the strengths that were tried; empty without validation images
     * @param l2 the strength of the model
     * @param factor what the scores of least squares were multiplied by
     */
    public record Result(LinearModel model, Preprocessing preprocessing, List<Point> points, double l2, double factor) {

        /** {@return the share of the validation images that were classified right by what had not seen them; NaN without} */
        public double validationAccuracy() {
            return points.stream().mapToDouble(Point::accuracy).max().orElse(Double.NaN);
        }
    }

    /**
     * Prepares a training.
     *
     * @param kernels the kernels to use
     * @param map what makes the features
     * @param store keeps what is large; must stay open
     */
    public RidgeTraining(Kernels kernels, FeatureMap map, FeatureStore store) {
        this.kernels = Objects.requireNonNull(kernels, "kernels");
        this.map = Objects.requireNonNull(map, "map");
        this.store = Objects.requireNonNull(store, "store");
    }

    /** {@return strengths that are usually tried, from strong to weak} */
    public static double[] usualStrengths() {
        return USUAL_STRENGTHS.clone();
    }

    /** Asks to end soon; from any thread. */
    public void stop() {
        stopRequested = true;
    }

    /** {@return whether someone asked to end, so that there is no result} */
    public boolean isStopped() {
        return stopRequested;
    }

    /**
     * Trains.
     *
     * @param arena the owner of the result's memory
     * @param training what is learned from, at least one image
     * @param validation what chooses the strength; null if there is only one
     * @param strengths from strong to weak, above 0
     * @param listener is told how it goes on
     * @return what was learned; null if someone asked to end
     * @throws IOException if there is no room for what does not fit into memory
     * @throws ArithmeticException if all strengths are too small for floats to have a solution
     */
    public Result train(Arena arena, Examples training, Examples validation, double[] strengths, Listener listener)
            throws IOException {
        int all = training.size() + (validation == null ? 0 : validation.size());
        RidgeSums sums = new RidgeSums(store, kernels, map.outputs(), training.classes());
        try (Arena scratch = Arena.ofShared()) {
            Block block = new Block(scratch);
            for (int from = 0; from < training.size() && !stopRequested; from += BLOCK) {
                Examples some = training.subset(from, Math.min(from + BLOCK, training.size()));
                sums.add(block.of(some), block.labels(some));
                listener.mapped(from + some.size(), all);
            }
            if (validation == null) {
                return stopRequested ? null : solve(arena, sums, List.of(), strengths[0], 1);
            }
            FloatMatrix kept = store.matrix(validation.size(), map.outputs());
            int[] labels = new int[validation.size()];
            for (int from = 0; from < validation.size() && !stopRequested; from += BLOCK) {
                Examples some = validation.subset(from, Math.min(from + BLOCK, validation.size()));
                kept.rows(from, from + some.size()).copyFrom(block.of(some));
                System.arraycopy(block.labels(some), 0, labels, from, some.size());
                listener.mapped(training.size() + from + some.size(), all);
            }
            Judge judge = new Judge(sums, kept, labels, training.classes());
            List<Point> points = judge.points(strengths, listener);
            if (stopRequested) {
                return null;
            }
            for (int from = 0; from < validation.size(); from += BLOCK) {
                int count = Math.min(BLOCK, validation.size() - from);
                FloatMatrix room = block.rows.rows(0, count);
                room.copyFrom(kept.rows(from, from + count));
                sums.add(room, block.labels(validation.subset(from, from + count)));
            }
            return solveBest(arena, sums, points, judge.factor);
        }
    }

    /** With the validation images it may be that floats need a strength that is a bit larger. */
    private Result solveBest(Arena arena, RidgeSums sums, List<Point> points, double factor) {
        List<Point> best = points.stream()
                .sorted(Comparator.comparingDouble(Point::accuracy).reversed())
                .toList();
        for (Point point : best.subList(0, best.size() - 1)) {
            try {
                return solve(arena, sums, points, point.l2, factor);
            } catch (ArithmeticException tooSmall) {
                // As below.
            }
        }
        return solve(arena, sums, points, best.getLast().l2, factor);
    }

    private Result solve(Arena arena, RidgeSums sums, List<Point> points, double l2, double factor) {
        Preprocessing preprocessing = sums.standardization(arena, VARIANCE_FLOOR);
        LinearModel model = LinearModel.allocate(arena, sums.classes(), map.outputs());
        sums.solve(preprocessing, l2, model);
        scale(model.weights(), factor);
        scale(model.bias(), factor);
        return new Result(model, preprocessing, points, l2, factor);
    }

    private static void scale(FloatMatrix matrix, double factor) {
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                matrix.set(i, j, (float) (matrix.get(i, j) * factor));
            }
        }
    }

    /** The features and labels of some images. */
    private final class Block {

        private final FloatMatrix rows;
        private final int[] labels = new int[BLOCK];

        Block(Arena arena) {
            rows = FloatMatrix.allocatePadded(arena, BLOCK, map.outputs());
        }

        FloatMatrix of(Examples images) {
            FloatMatrix some = rows.rows(0, images.size());
            map.apply(kernels, images.features(), some);
            return some;
        }

        int[] labels(Examples images) {
            for (int i = 0; i < images.size(); i++) {
                labels[i] = images.label(i);
            }
            return labels;
        }
    }

    /** Tries strengths on validation images. */
    private final class Judge {

        private final RidgeSums sums;
        private final FloatMatrix features;
        private final int[] labels;
        private final int classes;

        /** What makes the scores of the best strength probabilities. */
        private double factor = 1;

        Judge(RidgeSums sums, FloatMatrix features, int[] labels, int classes) {
            this.sums = sums;
            this.features = features;
            this.labels = labels;
            this.classes = classes;
        }

        /** All that have a solution, until two weaker ones did worse than the best. */
        List<Point> points(double[] strengths, Listener listener) {
            List<Point> points = new ArrayList<>();
            double most = -1;
            int worse = 0;
            try (Arena arena = Arena.ofShared()) {
                Preprocessing preprocessing = sums.standardization(arena, VARIANCE_FLOOR);
                LinearModel model = LinearModel.allocate(arena, classes, map.outputs());
                FloatMatrix scores = FloatMatrix.allocate(arena, labels.length, classes);
                Workspace workspace = kernels.workspace(arena, 0, classes, map.outputs());
                for (int i = 0; i < strengths.length && worse < 2 && !stopRequested; i++) {
                    if (!solves(preprocessing, strengths[i], model, points.isEmpty() && i == strengths.length - 1)) {
                        continue;
                    }
                    kernels.scores(new ScoreFunction(model, preprocessing), features, scores, workspace);
                    Point point = new Point(strengths[i], accuracy(scores));
                    points.add(point);
                    listener.tried(point);
                    if (point.accuracy > most) {
                        most = point.accuracy;
                        worse = 0;
                        factor = 1 / Temperature.of(scores, labels).value();
                    } else {
                        worse++;
                    }
                }
            }
            return points;
        }

        /** Whether there is a solution; at the last chance there must be one. */
        private boolean solves(Preprocessing preprocessing, double l2, LinearModel model, boolean isLastChance) {
            try {
                sums.solve(preprocessing, l2, model);
                return true;
            } catch (ArithmeticException tooSmall) {
                if (isLastChance) {
                    throw tooSmall;
                }
                return false;
            }
        }

        private double accuracy(FloatMatrix scores) {
            int right = 0;
            for (int i = 0; i < labels.length; i++) {
                right += Classifier.best(scores, i) == labels[i] ? 1 : 0;
            }
            return (double) right / labels.length;
        }
    }
}
