package org.lanewise.learn.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.gradient.GradientCheck;
import org.lanewise.core.gradient.Kink;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * The loss of a network on a minibatch in double, its gradient by differences and by the chain rule, and the check of one
 * against the other, as {@link org.lanewise.core.gradient.NumericReference} does it for one layer: step, floor and kinks mean
 * the same. A kink is also where what a unit rectifies is within reach of 0.
 *
 * <p>A weight of the hidden layer moves one unit of an example, and all of its scores by that unit's weights: so a
 * difference costs N losses of K scores, whatever D and H are. Parameters of a layer are counted unit after unit, or class after
 * class, each with its bias as the last. Immutable and safe to share between threads, while nobody trains the network.
 */
public final class NetworkReference {

    /** Of the mean magnitude of what components are the sum of: smaller ones are judged by it. */
    private static final double FLOOR = 0.05;

    /** A layer of a network. */
    public enum Layer {
        /** From the inputs to the units. */
        HIDDEN,
        /** From the units to the scores. */
        OUTPUT
    }

    private final Objective objective;
    private final int[] labels;

    /** x', with a last 1 for the bias. */
    private final double[][] inputs;

    /** Rows of weights with their bias as the last number. */
    private final double[][] hidden;

    private final double[][] output;

    /** What is rectified, N x H; the units with a last 1, N x (H + 1); the scores, N x K. */
    private final double[][] sums;

    private final double[][] units;
    private final double[][] scores;

    /** Gradients of the examples' losses with respect to scores, and to what is rectified. */
    private final double[][] ofScores;

    private final double[][] ofSums;

    /**
     * Computes the loss.
     *
     * @param network where the gradient is taken; copied
     * @param preprocessing the map of the inputs
     * @param minibatch N x D features and their labels, N at least 1
     * @param objective the loss of an example, and the regularization of both layers
     */
    public NetworkReference(Network network, Preprocessing preprocessing, Minibatch minibatch, Objective objective) {
        this.objective = objective;
        labels = minibatch.labels().clone();
        hidden = rows(network.hidden());
        output = rows(network.output());
        int size = minibatch.size();
        inputs = new double[size][preprocessing.features() + 1];
        sums = new double[size][];
        units = new double[size][hidden.length + 1];
        scores = new double[size][];
        ofScores = new double[size][output.length];
        ofSums = new double[size][hidden.length];
        for (int i = 0; i < size; i++) {
            for (int d = 0; d < preprocessing.features(); d++) {
                inputs[i][d] = preprocessing.apply(minibatch.features().get(i, d), d);
            }
            inputs[i][preprocessing.features()] = 1;
            compute(i);
        }
    }

    private static double[][] rows(LinearModel model) {
        double[][] rows = new double[model.classes()][model.features() + 1];
        for (int k = 0; k < rows.length; k++) {
            for (int d = 0; d < model.features(); d++) {
                rows[k][d] = model.weights().get(k, d);
            }
            rows[k][model.features()] = model.bias().get(k, 0);
        }
        return rows;
    }

    private void compute(int i) {
        sums[i] = products(hidden, inputs[i]);
        for (int h = 0; h < hidden.length; h++) {
            units[i][h] = Math.max(0, sums[i][h]);
        }
        units[i][hidden.length] = 1;
        scores[i] = products(output, units[i]);
        objective.loss().gradient(scores[i], labels[i], ofScores[i]);
        for (int h = 0; h < hidden.length; h++) {
            for (int k = 0; k < output.length; k++) {
                ofSums[i][h] += sums[i][h] > 0 ? ofScores[i][k] * output[k][h] : 0;
            }
        }
    }

    private static double[] products(double[][] rows, double[] x) {
        double[] products = new double[rows.length];
        for (int k = 0; k < rows.length; k++) {
            for (int d = 0; d < x.length; d++) {
                products[k] += rows[k][d] * x[d];
            }
        }
        return products;
    }

    /**
     * How many parameters a layer has.
     *
     * @param layer the layer
     * @return their number, with biases
     */
    public int parameters(Layer layer) {
        return rows(layer).length * rows(layer)[0].length;
    }

    /**
     * Parameters of one unit or class: those of the number p have {@code p / row(layer)}, and the last of them is the bias.
     *
     * @param layer the layer
     * @return the number of its inputs, and one
     */
    public int row(Layer layer) {
        return rows(layer)[0].length;
    }

    private double[][] rows(Layer layer) {
        return layer == Layer.HIDDEN ? hidden : output;
    }

    private double[][] inputs(Layer layer) {
        return layer == Layer.HIDDEN ? inputs : units;
    }

    /**
     * The gradient by the chain rule.
     *
     * @param layer the layer
     * @return all components
     */
    public double[] analytic(Layer layer) {
        double[][] rows = rows(layer);
        double[][] slopes = layer == Layer.HIDDEN ? ofSums : ofScores;
        int row = row(layer);
        double[] gradient = new double[parameters(layer)];
        for (int p = 0; p < gradient.length; p++) {
            for (int i = 0; i < inputs.length; i++) {
                gradient[p] += slopes[i][p / row] * inputs(layer)[i][p % row] / inputs.length;
            }
            gradient[p] += isRegularized(layer, p) ? objective.regularization().slope(rows[p / row][p % row]) : 0;
        }
        return gradient;
    }

    private boolean isRegularized(Layer layer, int p) {
        return objective.regularization().bias() || p % row(layer) < row(layer) - 1;
    }

    /**
     * A gradient of a layer in the order of the parameters here.
     *
     * @param gradient dW and db
     * @return all components
     */
    public static double[] vector(LinearModel gradient) {
        return Arrays.stream(rows(gradient)).flatMapToDouble(Arrays::stream).toArray();
    }

    /**
     * Checks a gradient of a layer against centered differences.
     *
     * @param layer the layer
     * @param analytic all components
     * @param step h: by how much a unit or score moves at most
     * @param rounding how far units and scores of the analytic gradient may be off, relative to 1; 0 in double
     * @param chosen the parameters to look at
     * @return the comparison
     */
    public GradientCheck check(Layer layer, double[] analytic, double step, double rounding, int... chosen) {
        List<Kink> kinks = new ArrayList<>();
        List<Integer> judged = new ArrayList<>();
        double[] numeric = IntStream.of(chosen)
                .parallel()
                .mapToDouble(p -> difference(layer, p, step(layer, p, step)))
                .toArray();
        double[] compared = new double[chosen.length];
        for (int c = 0; c < chosen.length; c++) {
            int p = chosen[c];
            Kink.Cause cause = kink(layer, p, step(layer, p, step), rounding);
            if (cause == null) {
                compared[judged.size()] = numeric[c];
                judged.add(p);
            } else {
                kinks.add(new Kink(p, cause, analytic[p], numeric[c]));
            }
        }
        GradientCheck check = GradientCheck.compare(
                judged.stream().mapToDouble(p -> analytic[p]).toArray(),
                Arrays.copyOf(compared, judged.size()),
                FLOOR * magnitude(layer));
        int worst = check.index() < 0 ? -1 : judged.get(check.index());
        return new GradientCheck(
                check.checked(), check.relativeError(), worst, check.analytic(), check.numeric(), check.floor(), kinks);
    }

    private double step(Layer layer, int p, double step) {
        double largest = 1;
        for (double[] input : inputs(layer)) {
            largest = Math.max(largest, Math.abs(input[p % row(layer)]));
        }
        return step / largest;
    }

    private double difference(Layer layer, int p, double step) {
        double sum = 0;
        for (int i = 0; i < inputs.length; i++) {
            sum += lossAt(layer, p, i, step) - lossAt(layer, p, i, -step);
        }
        double penalty = 0;
        if (isRegularized(layer, p)) {
            Regularization regularization = objective.regularization();
            double w = rows(layer)[p / row(layer)][p % row(layer)];
            penalty = regularization.penalty(w + step) - regularization.penalty(w - step);
        }
        return (sum / inputs.length + penalty) / (2 * step);
    }

    /** The loss of an example where a parameter is moved. */
    private double lossAt(Layer layer, int p, int i, double step) {
        double moved = step * inputs(layer)[i][p % row(layer)];
        double[] row = scores[i].clone();
        if (layer == Layer.OUTPUT) {
            row[p / row(layer)] += moved;
        } else {
            int h = p / row(layer);
            double unit = Math.max(0, sums[i][h] + moved) - units[i][h];
            for (int k = 0; k < row.length; k++) {
                row[k] += output[k][h] * unit;
            }
        }
        return objective.loss().value(row, labels[i]);
    }

    /** Why a parameter is not judged; null if it is. */
    private Kink.Cause kink(Layer layer, int p, double step, double rounding) {
        boolean countsL1 = objective.regularization().l1() > 0 && isRegularized(layer, p);
        if (countsL1 && Math.abs(rows(layer)[p / row(layer)][p % row(layer)]) <= step) {
            return Kink.Cause.WEIGHT;
        }
        for (int i = 0; i < inputs.length; i++) {
            double moved = step * Math.abs(inputs(layer)[i][p % row(layer)]);
            if (moved == 0) {
                continue;
            }
            if (layer == Layer.HIDDEN && Math.abs(sums[i][p / row(layer)]) <= moved + rounding) {
                return Kink.Cause.RECTIFIER;
            }
            if (isAtMargin(layer, p, i, moved, rounding)) {
                return Kink.Cause.MARGIN;
            }
        }
        return null;
    }

    /** A hidden unit moves all scores, so that two of them come nearer by the sum of both ways. */
    private boolean isAtMargin(Layer layer, int p, int i, double moved, double rounding) {
        for (int k = 0; k < output.length; k++) {
            boolean moves = layer == Layer.HIDDEN || k == p / row(layer);
            double way = layer == Layer.HIDDEN ? 2 * moved * largestOutput(p / row(layer)) : moved;
            if (moves && objective.loss().hasKink(scores[i], labels[i], k, way + 2 * rounding)) {
                return true;
            }
        }
        return false;
    }

    private double largestOutput(int h) {
        double largest = 0;
        for (double[] row : output) {
            largest = Math.max(largest, Math.abs(row[h]));
        }
        return largest;
    }

    /** The mean magnitude of the terms that components of a layer's gradient are sums of. */
    private double magnitude(Layer layer) {
        double sum = 0;
        for (int i = 0; i < inputs.length; i++) {
            double ofInputs = Arrays.stream(inputs(layer)[i]).map(Math::abs).sum();
            sum += ofInputs * slopes(layer, i) / inputs.length;
        }
        for (int p = 0; p < parameters(layer); p++) {
            double w = rows(layer)[p / row(layer)][p % row(layer)];
            sum += isRegularized(layer, p) ? Math.abs(objective.regularization().slope(w)) : 0;
        }
        return sum / parameters(layer);
    }

    private double slopes(Layer layer, int i) {
        double sum = 0;
        for (int k = 0; k < output.length; k++) {
            double slope = Math.abs(ofScores[i][k]);
            for (int h = 0; h < hidden.length && layer == Layer.HIDDEN; h++) {
                sum += sums[i][h] > 0 ? slope * Math.abs(output[k][h]) : 0;
            }
            sum += layer == Layer.OUTPUT ? slope : 0;
        }
        return sum;
    }
}
