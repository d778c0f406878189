package org.lanewise.learn.network;

import java.util.Arrays;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.network.NetworkReference.Layer;

/** A network on a minibatch in double: its numbers, the losses, and the gradient by the chain rule. */
final class DoubleNetwork {

    final Objective objective;
    final int[] labels;

    /** x', with a last 1 for the bias. */
    final double[][] inputs;

    /** Rows of weights with their bias as the last number. */
    final double[][] hidden;

    final double[][] output;

    /** What is rectified, N x H; the units with a last 1, N x (H + 1); the scores, N x K. */
    final double[][] sums;

    final double[][] units;
    final double[][] scores;

    /** Gradients of the examples' losses with respect to scores, and to what is rectified. */
    final double[][] ofScores;

    final double[][] ofSums;

    DoubleNetwork(Network network, Preprocessing preprocessing, Minibatch minibatch, Objective objective) {
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

    static double[][] rows(LinearModel model) {
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

    double[][] rows(Layer layer) {
        return layer == Layer.HIDDEN ? hidden : output;
    }

    double[][] inputs(Layer layer) {
        return layer == Layer.HIDDEN ? inputs : units;
    }

    int row(Layer layer) {
        return rows(layer)[0].length;
    }

    int parameters(Layer layer) {
        return rows(layer).length * row(layer);
    }

    double parameter(Layer layer, int p) {
        return rows(layer)[p / row(layer)][p % row(layer)];
    }

    double[] analytic(Layer layer) {
        double[][] slopes = layer == Layer.HIDDEN ? ofSums : ofScores;
        int row = row(layer);
        double[] gradient = new double[parameters(layer)];
        for (int p = 0; p < gradient.length; p++) {
            for (int i = 0; i < inputs.length; i++) {
                gradient[p] += slopes[i][p / row] * inputs(layer)[i][p % row] / inputs.length;
            }
            gradient[p] += isRegularized(layer, p) ? objective.regularization().slope(parameter(layer, p)) : 0;
        }
        return gradient;
    }

    boolean isRegularized(Layer layer, int p) {
        return objective.regularization().bias() || p % row(layer) < row(layer) - 1;
    }

    /** The loss of an example where a parameter is moved. */
    double lossAt(Layer layer, int p, int i, double step) {
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

    /** The mean magnitude of the terms that components of a layer's gradient are sums of. */
    double magnitude(Layer layer) {
        double sum = 0;
        for (int i = 0; i < inputs.length; i++) {
            double ofInputs = Arrays.stream(inputs(layer)[i]).map(Math::abs).sum();
            sum += ofInputs * slopes(layer, i) / inputs.length;
        }
        for (int p = 0; p < parameters(layer); p++) {
            sum += isRegularized(layer, p) ? Math.abs(objective.regularization().slope(parameter(layer, p))) : 0;
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
