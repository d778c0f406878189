package org.lanewise.core.internal.plain;

import static org.lanewise.core.internal.plain.BlockProduct.COLUMNS;
import static org.lanewise.core.internal.plain.BlockProduct.ROWS;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.scalar.Elements;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.model.LinearModel;

/** Scores {@code f_ik = w_k . x_i + b_k}, many examples at a time, of which vectors hold neighbours. */
final class PlainScores {

    private final BlockProduct blocks;
    private final float[] line = new float[ROWS];
    private final float[] bias = new float[ROWS];

    PlainScores(BlockProduct blocks) {
        this.blocks = blocks;
    }

    void scores(Features features, LinearModel model, FloatMatrix scores) {
        for (int i = 0; i < features.rows(); i += COLUMNS) {
            int examples = Math.min(COLUMNS, features.rows() - i);
            for (int k = 0; k < model.classes(); k += ROWS) {
                int classes = Math.min(ROWS, model.classes() - k);
                blocks.dots(
                        Transpose.NO,
                        model.weights(),
                        k,
                        classes,
                        Transpose.YES,
                        features,
                        i,
                        examples,
                        model.features());
                store(model.bias(), scores, i, examples, k, classes);
            }
        }
    }

    private void store(FloatMatrix biases, FloatMatrix scores, int i, int examples, int k, int classes) {
        for (int r = 0; r < classes; r++) {
            bias[r] = Elements.get(biases, k + r, 0);
        }
        for (int e = 0; e < examples; e++) {
            PlainMatmul.column(blocks.sums, e, classes, line);
            Vectors.add(bias, line, classes);
            Copies.store(line, 0, scores, i + e, k, classes);
        }
    }
}
