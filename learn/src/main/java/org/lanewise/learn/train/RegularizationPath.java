package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Folds;
import org.lanewise.core.model.LinearModel;
import org.lanewise.learn.optimize.Minimum;

/**
 * Finds the strength of L2 regularization by trying: from strong to weak, where each fit begins at the optimum of the
 * one before, so that all of them take little longer than one. Each strength is judged by examples that were not
 * learned from: one validation part, or folds of which each is left out once. The best one has the least loss of those
 * whose accuracy is within one standard error of the highest: accuracy is the goal, and the loss decides where accuracy
 * cannot tell strengths apart.
 *
 * {@snippet :
 * var path = new RegularizationPath(
 *         Folds.stratified(examples, 5, 1),
 *         training -> new Lbfgs(kernels, preprocessing, training, loss, Regularization.none()));
 * path.run(RegularizationPath.strengths(1, 1e-6, 13), point -> System.out.println(point.l2() + " " + point.loss()));
 * float l2 = path.best().l2();
 * }
 *
 * <p>The result is the same bits on any number of threads. {@link #stop} may be called from any thread; one run at a time.
 */
public final class RegularizationPath {

    /** Where a fit of the path ends: its validation loss has three digits then, which tell strengths apart. */
    public static final double TOLERANCE = 1e-4;

    private static final int ITERATIONS = 200;

    /** Weaker strengths are not tried after a loss that is so much above the least, or after two that are above it at all. */
    private static final double MUCH_WORSE = 1.005;

    private static final int WORSE = 2;

    private static final float[] USUAL_STRENGTHS = strengths(1, 1e-6, 13);
    private static final int USUAL_FOLDS = 5;
    private static final int ONE_OF_TEN = 10;

    /** From so many examples on, a tenth that is left out once says enough. */
    private static final int MANY = 5000;

    private static final long SEED = 1;

    private final List<Trial> trials;
    private final List<Point> points = new ArrayList<>();
    private volatile boolean stopRequested;
    private volatile Lbfgs running;

    /**
     * One strength, and how it did.
     *
     * @param l2 the strength
     * @param losses the mean loss of each validation part, without regularization
     * @param accuracies the share of right predictions in each validation part
     * @param judges how many examples the validation parts have together
     * @param passes how often the training examples were read, in all folds together
     */
    public record Point(float l2, List<Double> losses, List<Double> accuracies, long judges, int passes) {

        /** {@return the mean loss of the validation parts} */
        public double loss() {
            return mean(losses);
        }

        /** {@return the mean accuracy of the validation parts} */
        public double accuracy() {
            return mean(accuracies);
        }

        /**
         * How far the folds are from each other.
         *
         * @return the standard deviation of their accuracies, of a sample; NaN for one fold
         */
        public double accuracyDeviation() {
            double mean = accuracy();
            double squares = accuracies.stream()
                    .mapToDouble(a -> (a - mean) * (a - mean))
                    .sum();
            return accuracies.size() < 2 ? Double.NaN : Math.sqrt(squares / (accuracies.size() - 1));
        }

        /** {@return the standard error of the accuracy, as of so many independent examples} */
        public double accuracyError() {
            return Math.sqrt(accuracy() * (1 - accuracy()) / judges);
        }

        private static double mean(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
        }
    }

    /**
     * Prepares a path over examples of this machine.
     *
     * @param folds at least one, with examples in both parts
     * @param fit makes the minimization of what a fold learns from, whose strength of L2 regularization the path replaces; with
     *     the same kernels, preprocessing and loss for all folds
     * @throws IllegalArgumentException if there is no fold, or a part is empty
     */
    public RegularizationPath(List<Examples.Split> folds, Function<Examples, Lbfgs> fit) {
        this(folds.stream()
                .map(fold -> Trial.of(fold, Objects.requireNonNull(fit, "fit")))
                .toList());
    }

    /**
     * Prepares a path over examples that may lie elsewhere.
     *
     * @param trials at least one, all with the same loss; the path replaces the strength of L2 regularization
     * @throws IllegalArgumentException if there is none
     */
    public RegularizationPath(List<Trial> trials) {
        this.trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException(Trial.NOTHING_LEFT_OUT);
        }
    }

    /**
     * The usual splits: five folds, or from 5,000 examples on a single tenth that is left out.
     *
     * @param examples at least {@value #USUAL_FOLDS}
     * @return the splits, stratified
     * @throws IllegalArgumentException if there are fewer examples than folds
     */
    public static List<Examples.Split> usualFolds(Examples examples) {
        return examples.size() < MANY
                ? Folds.stratified(examples, USUAL_FOLDS, SEED)
                : Folds.stratified(examples, ONE_OF_TEN, SEED).subList(0, 1);
    }

    /** {@return strengths for features of standard deviation 1: from 1 to 1e-6, two for each power of ten} */
    public static float[] usualStrengths() {
        return USUAL_STRENGTHS.clone();
    }

    /**
     * Strengths at equal ratios.
     *
     * @param strongest the first, above 0
     * @param weakest the last, above 0
     * @param count how many, at least 1; a single one is the strongest
     * @return the strengths, from strong to weak
     * @throws IllegalArgumentException if the order or a number is wrong
     */
    public static float[] strengths(double strongest, double weakest, int count) {
        if (!(weakest > 0 && strongest >= weakest && strongest <= Float.MAX_VALUE) || count < 1) {
            throw new IllegalArgumentException("Strengths go from strong to weak and are above 0, but got " + strongest
                    + " to " + weakest + ", and " + count + " of them.");
        }
        float[] strengths = new float[count];
        for (int i = 0; i < count; i++) {
            double share = count == 1 ? 0 : (double) i / (count - 1);
            strengths[i] = (float) (strongest * Math.pow(weakest / strongest, share));
        }
        return strengths;
    }

    /** Asks to end; from any thread. */
    public void stop() {
        stopRequested = true;
        Lbfgs fit = running;
        if (fit != null) {
            fit.stop();
        }
    }

    /** {@return whether someone asked to end} */
    public boolean isStopped() {
        return stopRequested;
    }

    /**
     * Tries strengths until weaker ones do worse.
     *
     * @param strengths from strong to weak, at least one
     * @param listener is told of each
     * @return all that were tried, in their order
     */
    public List<Point> run(float[] strengths, Consumer<Point> listener) {
        return run(strengths, WORSE, listener);
    }

    /**
     * Tries all strengths.
     *
     * @param strengths from strong to weak, at least one
     * @param listener is told of each
     * @return all of them, in their order; fewer if someone asked to end
     */
    public List<Point> runAll(float[] strengths, Consumer<Point> listener) {
        return run(strengths, Integer.MAX_VALUE, listener);
    }

    private List<Point> run(float[] strengths, int patience, Consumer<Point> listener) {
        points.clear();
        Point least = null;
        try (Arena arena = Arena.ofShared()) {
            List<LinearModel> models =
                    trials.stream().map(trial -> trial.fit().newModel(arena)).toList();
            int worse = 0;
            for (int i = 0; i < strengths.length && worse < patience && !stopRequested; i++) {
                Point point = fit(strengths[i], models);
                if (stopRequested) {
                    break;
                }
                points.add(point);
                listener.accept(point);
                // NaN is worse than all.
                if (least == null || point.loss() < least.loss()) {
                    least = point;
                    worse = 0;
                } else {
                    worse += point.loss() <= MUCH_WORSE * least.loss() ? 1 : WORSE;
                }
            }
        }
        return List.copyOf(points);
    }

    /**
     * The best of the strengths that were tried.
     *
     * @return the one with the least loss of those whose accuracy is within one standard error of the highest; of equals the
     *     strongest
     * @throws IllegalStateException if none was tried
     */
    public Point best() {
        Point mostAccurate = points.stream()
                .max(Comparator.comparingDouble(Point::accuracy))
                .orElseThrow(() ->
                        new IllegalStateException("No strength was tried yet; call run first, and let it try one."));
        double enough = mostAccurate.accuracy() - mostAccurate.accuracyError();
        // NaN is larger than all numbers.
        return points.stream()
                .filter(point -> point.accuracy() >= enough)
                .min(Comparator.comparingDouble(Point::loss))
                .orElseThrow();
    }

    private Point fit(float l2, List<LinearModel> models) {
        List<Double> losses = new ArrayList<>();
        List<Double> accuracies = new ArrayList<>();
        long judges = 0;
        int passes = 0;
        for (int i = 0; i < trials.size() && !stopRequested; i++) {
            passes += minimize(trials.get(i).fit().withL2(l2), models.get(i)).evaluations();
            Trial.Verdict verdict = trials.get(i).judge().apply(models.get(i));
            judges += verdict.examples();
            losses.add(verdict.loss());
            accuracies.add(verdict.accuracy());
        }
        return new Point(l2, List.copyOf(losses), List.copyOf(accuracies), judges, passes);
    }

    private Minimum minimize(Lbfgs fit, LinearModel model) {
        running = fit;
        if (stopRequested) {
            fit.stop();
        }
        return fit.minimize(model, ITERATIONS, TOLERANCE, new TrainingListener() {});
    }
}
