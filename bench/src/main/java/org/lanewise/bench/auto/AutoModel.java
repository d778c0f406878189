package org.lanewise.bench.auto;

import static org.lanewise.bench.auto.Fma.fma;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** Operations on all weights, row by row on the heap. */
final class AutoModel {

    private float[] row = new float[0];
    private float[] other = new float[0];
    private float[] mean = new float[0];
    private float[] scale = new float[0];

    void fold(ScoreFunction f, LinearModel folded) {
        LinearModel model = f.model();
        Preprocessing preprocessing = f.preprocessing();
        int features = model.features();
        resize(features);
        Rows.load(preprocessing.mean(), 0, 0, features, mean);
        Rows.load(preprocessing.scale(), 0, 0, features, scale);
        for (int k = 0; k < model.classes(); k++) {
            Rows.load(model.weights(), k, 0, features, row);
            for (int d = 0; d < features; d++) {
                row[d] *= scale[d];
            }
            Rows.store(row, folded.weights(), k, 0, features);
            folded.bias().set(k, 0, model.bias().get(k, 0) - Dots.dot(row, mean, features));
        }
    }

    /** The gradient of the folded parameters, and that of the others, which may be the same matrices. */
    void unfold(ScoreFunction f, float lambda, LinearModel folded, LinearModel gradient) {
        FloatMatrix weights = f.model().weights();
        Preprocessing preprocessing = f.preprocessing();
        int features = weights.columns();
        resize(features);
        Rows.load(preprocessing.mean(), 0, 0, features, mean);
        Rows.load(preprocessing.scale(), 0, 0, features, scale);
        for (int k = 0; k < weights.rows(); k++) {
            float sum = folded.bias().get(k, 0);
            Rows.load(folded.weights(), k, 0, features, row);
            Rows.load(weights, k, 0, features, other);
            unfold(sum, 2 * lambda, features);
            Rows.store(row, gradient.weights(), k, 0, features);
            gradient.bias().set(k, 0, sum);
        }
    }

    private void unfold(float sum, float decay, int features) {
        for (int d = 0; d < features; d++) {
            row[d] = fma(decay, other[d], fma(-sum, mean[d], row[d]) * scale[d]);
        }
    }

    double sumOfSquares(FloatMatrix matrix) {
        resize(matrix.columns());
        double sum = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            Rows.load(matrix, i, 0, matrix.columns(), row);
            sum += Dots.dot(row, row, matrix.columns());
        }
        return sum;
    }

    void addScaled(float alpha, FloatMatrix x, FloatMatrix y) {
        int columns = x.columns();
        resize(columns);
        for (int i = 0; i < x.rows(); i++) {
            Rows.load(x, i, 0, columns, row);
            Rows.load(y, i, 0, columns, other);
            Updates.axpy(alpha, row, other, columns);
            Rows.store(other, y, i, 0, columns);
        }
    }

    private void resize(int columns) {
        if (row.length < columns) {
            row = new float[columns];
            other = new float[columns];
            mean = new float[columns];
            scale = new float[columns];
        }
    }
}
