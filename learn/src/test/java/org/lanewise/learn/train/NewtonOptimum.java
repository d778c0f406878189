package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.loss.MulticlassHinge;

/**
 * The minimum of a small problem by Newton's method in double with the full Hessian, backtracking: another road to the
 * optimum than L-BFGS, on the features as they are, with the loss as the definition has it.
 */
final class NewtonOptimum {

    private final LossFunction function;
    private final int classes;
    final double[] parameters;
    final double loss;

    NewtonOptimum(LossFunction function, int classes) {
        this.function = function;
        this.classes = classes;
        parameters = new double[function.parameterCount()];
        double value = function.applyAsDouble(parameters);
        double decrement = 1;
        for (int i = 0; i < 200 && decrement > 1e-15 * value; i++) {
            double[] gradient = function.gradient(parameters);
            double[] step = solve(hessian(), gradient);
            decrement = dot(gradient, step);
            double[] from = parameters.clone();
            double before = value;
            for (double t = 1; t > 1e-10; t /= 2) {
                for (int p = 0; p < from.length; p++) {
                    parameters[p] = from[p] - t * step[p];
                }
                value = function.applyAsDouble(parameters);
                if (value <= before - 1e-4 * t * decrement) {
                    break;
                }
            }
        }
        loss = value;
        assertTrue(decrement <= 1e-9 * value, "the reference is no optimum: " + decrement + " of " + value);
    }

    /** The class of the highest score for each image. */
    int[] predictions() {
        return predictions(function, parameters);
    }

    static int[] predictions(LossFunction function, double[] parameters) {
        double[][] scores = function.scores(parameters);
        int[] highest = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            for (int k = 1; k < scores[i].length; k++) {
                highest[i] = scores[i][k] > scores[i][highest[i]] ? k : highest[i];
            }
        }
        return highest;
    }

    private double[][] hessian() {
        int n = parameters.length;
        double[][] hessian = new double[n][n];
        double[][] scores = function.scores(parameters);
        for (int i = 0; i < scores.length; i++) {
            double[][] curvature = curvature(scores[i], function.label(i));
            for (int p = 0; p < n; p++) {
                for (int q = 0; q < n; q++) {
                    hessian[p][q] += curvature[function.classOf(p)][function.classOf(q)]
                            * function.input(i, p)
                            * function.input(i, q)
                            / scores.length;
                }
            }
        }
        for (int p = 0; p < n; p++) {
            hessian[p][p] +=
                    function.isRegularized(p) ? 2.0 * function.regularization().l2() : 0;
        }
        return hessian;
    }

    /** Second derivatives of an image's loss with respect to its scores. */
    private double[][] curvature(double[] scores, int label) {
        double[][] curvature = new double[classes][classes];
        if (function.loss() instanceof MulticlassHinge hinge) {
            for (int j = 0; j < classes; j++) {
                if (j != label && scores[j] - scores[label] + hinge.margin() > 0) {
                    curvature[j][j] += 2;
                    curvature[label][label] += 2;
                    curvature[j][label] -= 2;
                    curvature[label][j] -= 2;
                }
            }
            return curvature;
        }
        double sum = 0;
        double[] p = new double[classes];
        for (int k = 0; k < classes; k++) {
            p[k] = Math.exp(scores[k] - scores[label]);
            sum += p[k];
        }
        for (int k = 0; k < classes; k++) {
            for (int j = 0; j < classes; j++) {
                curvature[k][j] = (k == j ? p[k] / sum : 0) - p[k] * p[j] / sum / sum;
            }
        }
        return curvature;
    }

    /** By Cholesky, in units in which the diagonal is 1, plus a little for directions without curvature. */
    private static double[] solve(double[][] matrix, double[] vector) {
        int n = vector.length;
        double[] unit = new double[n];
        for (int p = 0; p < n; p++) {
            unit[p] = matrix[p][p] > 0 ? 1 / Math.sqrt(matrix[p][p]) : 1;
        }
        double[][] factor = new double[n][n];
        for (int p = 0; p < n; p++) {
            for (int q = 0; q <= p; q++) {
                double sum = matrix[p][q] * unit[p] * unit[q] + (p == q ? 1e-12 : 0);
                for (int r = 0; r < q; r++) {
                    sum -= factor[p][r] * factor[q][r];
                }
                factor[p][q] = p == q ? Math.sqrt(Math.max(sum, 1e-13)) : sum / factor[q][q];
            }
        }
        double[] x = new double[n];
        for (int p = 0; p < n; p++) {
            x[p] = vector[p] * unit[p];
            for (int r = 0; r < p; r++) {
                x[p] -= factor[p][r] * x[r];
            }
            x[p] /= factor[p][p];
        }
        for (int p = n - 1; p >= 0; p--) {
            for (int r = p + 1; r < n; r++) {
                x[p] -= factor[r][p] * x[r];
            }
            x[p] /= factor[p][p];
        }
        for (int p = 0; p < n; p++) {
            x[p] *= unit[p];
        }
        return x;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
