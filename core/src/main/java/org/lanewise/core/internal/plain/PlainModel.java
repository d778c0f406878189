package org.lanewise.core.internal.plain;

import static org.lanewise.core.internal.scalar.Elements.get;
import static org.lanewise.core.internal.scalar.Elements.set;

import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** Passes over whole matrices, a row at a time in arrays, which grow to the longest row and stay. */
final class PlainModel {

    private final Copies copies = new Copies(0);
    private final float[] lanes = new float[Dots.LANES];
    private float[] row = new float[0];
    private float[] other = new float[0];
    private float[] mean = new float[0];
    private float[] scale = new float[0];

    /** {@code V = W scale}, {@code c = b - V mean}; returns the sum of the squares of W. */
    double fold(ScoreFunction f, LinearModel folded) {
        LinearModel model = f.model();
        int features = model.features();
        load(f.preprocessing(), features);
        double squares = 0;
        for (int k = 0; k < model.classes(); k++) {
            Copies.load(model.weights(), k, 0, features, row, 0);
            squares += Dots.dot(row, row, features, lanes);
            Vectors.multiply(row, scale, features);
            Copies.store(row, 0, folded.weights(), k, 0, features);
            set(folded.bias(), k, 0, get(model.bias(), k, 0) - Dots.dot(row, mean, features, lanes));
        }
        return squares;
    }

    /** The gradient of W and b from that of V and c, which may be the same matrices. */
    void unfold(ScoreFunction f, float lambda, LinearModel folded, LinearModel gradient) {
        int features = f.features();
        load(f.preprocessing(), features);
        for (int k = 0; k < f.classes(); k++) {
            float sum = get(folded.bias(), k, 0);
            Copies.load(folded.weights(), k, 0, features, row, 0);
            Copies.load(f.model().weights(), k, 0, features, other, 0);
            Vectors.unfold(row, sum, mean, scale, 2 * lambda, other, features);
            Copies.store(row, 0, gradient.weights(), k, 0, features);
            set(gradient.bias(), k, 0, sum);
        }
    }

    void prepare(Features features, Preprocessing preprocessing, FloatMatrix prepared) {
        int columns = features.columns();
        load(preprocessing, columns);
        for (int i = 0; i < features.rows(); i++) {
            copies.row(features, i, 0, columns, row);
            Vectors.prepare(row, mean, scale, columns);
            Copies.store(row, 0, prepared, i, 0, columns);
        }
    }

    /** The sum of the squares of all elements, along rows in lanes. */
    double sumOfSquares(FloatMatrix matrix) {
        resize(matrix.columns());
        double sum = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            Copies.load(matrix, i, 0, matrix.columns(), row, 0);
            sum += Dots.dot(row, row, matrix.columns(), lanes);
        }
        return sum;
    }

    /** {@code Y += alpha X}. */
    void addScaled(float alpha, FloatMatrix x, FloatMatrix y) {
        int columns = x.columns();
        resize(columns);
        for (int i = 0; i < x.rows(); i++) {
            Copies.load(x, i, 0, columns, row, 0);
            Copies.load(y, i, 0, columns, other, 0);
            Updates.axpy(alpha, row, other, columns);
            Copies.store(other, 0, y, i, 0, columns);
        }
    }

    /** Multiplies every row with the row of factors. */
    void multiplyColumns(FloatMatrix matrix, FloatMatrix factors) {
        int columns = matrix.columns();
        resize(columns);
        Copies.load(factors, 0, 0, columns, other, 0);
        for (int i = 0; i < matrix.rows(); i++) {
            Copies.load(matrix, i, 0, columns, row, 0);
            Vectors.multiply(row, other, columns);
            Copies.store(row, 0, matrix, i, 0, columns);
        }
    }

    /** {@code X = max(X, 0)}. */
    void positivePart(FloatMatrix x) {
        int columns = x.columns();
        resize(columns);
        for (int i = 0; i < x.rows(); i++) {
            Copies.load(x, i, 0, columns, row, 0);
            Vectors.positivePart(row, columns);
            Copies.store(row, 0, x, i, 0, columns);
        }
    }

    /** Zeros where what was rectified is not above 0. */
    void keepWherePositive(FloatMatrix rectified, FloatMatrix gradient) {
        int columns = gradient.columns();
        resize(columns);
        for (int i = 0; i < gradient.rows(); i++) {
            Copies.load(rectified, i, 0, columns, other, 0);
            Copies.load(gradient, i, 0, columns, row, 0);
            Vectors.keepWherePositive(other, row, columns);
            Copies.store(row, 0, gradient, i, 0, columns);
        }
    }

    /** The sum of each column, a chain in the order of some rows. */
    void sumsOfColumns(FloatMatrix matrix, int from, int to, FloatMatrix sums) {
        int columns = matrix.columns();
        resize(columns);
        Arrays.fill(other, 0, columns, 0f);
        for (int i = from; i < to; i++) {
            Copies.load(matrix, i, 0, columns, row, 0);
            Vectors.add(row, other, columns);
        }
        for (int k = 0; k < columns; k++) {
            set(sums, k, 0, other[k]);
        }
    }

    private void load(Preprocessing preprocessing, int features) {
        resize(features);
        Copies.load(preprocessing.mean(), 0, 0, features, mean, 0);
        Copies.load(preprocessing.scale(), 0, 0, features, scale, 0);
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
