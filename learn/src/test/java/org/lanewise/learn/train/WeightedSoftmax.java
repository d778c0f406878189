package org.lanewise.learn.train;

import org.lanewise.core.data.Examples;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * The weighted softmax loss and its gradient by the definition, in double: {@code sum_i w_i L_i / sum_i w_i}, without
 * regularization.
 *
 * @param loss its value
 * @param weights its derivatives, K x D
 * @param bias its derivatives, K
 */
record WeightedSoftmax(double loss, double[][] weights, double[] bias) {

    static WeightedSoftmax at(LinearModel model, Preprocessing preprocessing, Examples examples) {
        int classes = model.classes();
        int features = model.features();
        double loss = 0;
        double sum = 0;
        double[][] weights = new double[classes][features];
        double[] bias = new double[classes];
        for (int i = 0; i < examples.size(); i++) {
            double weight = examples.weight(i);
            sum += weight;
            double[] x = new double[features];
            for (int d = 0; d < features; d++) {
                x[d] = (examples.features().get(i, d)
                                - (double) preprocessing.mean().get(0, d))
                        * preprocessing.scale().get(0, d);
            }
            double[] p = probabilities(model, x);
            loss -= weight * Math.log(p[examples.label(i)]);
            for (int k = 0; k < classes; k++) {
                double slope = weight * (p[k] - (k == examples.label(i) ? 1 : 0));
                bias[k] += slope;
                for (int d = 0; d < features; d++) {
                    weights[k][d] += slope * x[d];
                }
            }
        }
        for (int k = 0; k < classes; k++) {
            bias[k] /= sum;
            for (int d = 0; d < features; d++) {
                weights[k][d] /= sum;
            }
        }
        return new WeightedSoftmax(loss / sum, weights, bias);
    }

    private static double[] probabilities(LinearModel model, double[] x) {
        double[] p = new double[model.classes()];
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            double score = model.bias().get(k, 0);
            for (int d = 0; d < x.length; d++) {
                score += (double) model.weights().get(k, d) * x[d];
            }
            p[k] = Math.exp(score);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] /= sum;
        }
        return p;
    }
}
