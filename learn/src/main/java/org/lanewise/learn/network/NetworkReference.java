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

    private final DoubleNetwork network;

    /**
     * Computes the loss.
     *
     * @param network where the gradient is taken; copied
     * @param preprocessing the map of the inputs
     * @param minibatch N x D features and their labels, N at least 1
     * @param objective the loss of an example, and the regularization of both layers
     */
    public NetworkReference(Network network, Preprocessing preprocessing, Minibatch minibatch, Objective objective) {
        this.network = new DoubleNetwork(network, preprocessing, minibatch, objective);
    }

    /**
     * How many parameters a layer has.
     *
     * @param layer the layer
     * @return their number, with biases
     */
    public int parameters(Layer layer) {
        return network.parameters(layer);
    }

    /**
     * Parameters of one unit or class: those of the number p have {@code p / row(layer)}, and the last of them is the bias.
     *
     * @param layer the layer
     * @return the number of its inputs, and one
     */
    public int row(Layer layer) {
        return network.row(layer);
    }

    /**
     * The gradient by the chain rule.
     *
     * @param layer the layer
     * @return all components
     */
    public double[] analytic(Layer layer) {
        return network.analytic(layer);
    }

    /**
     * A gradient of a layer in the order of the parameters here.
     *
     * @param gradient dW and db
     * @return all components
     */
    public static double[] vector(LinearModel gradient) {
        return Arrays.stream(DoubleNetwork.rows(gradient))
                .flatMapToDouble(Arrays::stream)
                .toArray();
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
                FLOOR * network.magnitude(layer));
        int worst = check.index() < 0 ? -1 : judged.get(check.index());
        return new GradientCheck(
                check.checked(), check.relativeError(), worst, check.analytic(), check.numeric(), check.floor(), kinks);
    }

    private double step(Layer layer, int p, double step) {
        double largest = 1;
        for (double[] input : network.inputs(layer)) {
            largest = Math.max(largest, Math.abs(input[p % row(layer)]));
        }
        return step / largest;
    }

    private double difference(Layer layer, int p, double step) {
        double sum = 0;
        for (int i = 0; i < network.inputs.length; i++) {
            sum += network.lossAt(layer, p, i, step) - network.lossAt(layer, p, i, -step);
        }
        double penalty = 0;
        if (network.isRegularized(layer, p)) {
            Regularization regularization = network.objective.regularization();
            double w = network.parameter(layer, p);
            penalty = regularization.penalty(w + step) - regularization.penalty(w - step);
        }
        return (sum / network.inputs.length + penalty) / (2 * step);
    }

    /** Why a parameter is not judged; null if it is. */
    private Kink.Cause kink(Layer layer, int p, double step, double rounding) {
        boolean countsL1 = network.objective.regularization().l1() > 0 && network.isRegularized(layer, p);
        if (countsL1 && Math.abs(network.parameter(layer, p)) <= step) {
            return Kink.Cause.WEIGHT;
        }
        for (int i = 0; i < network.inputs.length; i++) {
            double moved = step * Math.abs(network.inputs(layer)[i][p % row(layer)]);
            if (moved == 0) {
                continue;
            }
            if (layer == Layer.HIDDEN && Math.abs(network.sums[i][p / row(layer)]) <= moved + rounding) {
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
        for (int k = 0; k < network.output.length; k++) {
            boolean moves = layer == Layer.HIDDEN || k == p / row(layer);
            double way = layer == Layer.HIDDEN ? 2 * moved * largestOutput(p / row(layer)) : moved;
            if (moves
                    && network.objective.loss().hasKink(network.scores[i], network.labels[i], k, way + 2 * rounding)) {
                return true;
            }
        }
        return false;
    }

    private double largestOutput(int h) {
        double largest = 0;
        for (double[] row : network.output) {
            largest = Math.max(largest, Math.abs(row[h]));
        }
        return largest;
    }
}
