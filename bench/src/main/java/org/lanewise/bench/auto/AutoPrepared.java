package org.lanewise.bench.auto;

import static org.lanewise.bench.auto.Fma.fma;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/** Small minibatches: images prepared as floats on the heap, weights row by row. */
final class AutoPrepared {

    private float[][] images = new float[0][];
    private byte[] pixels = new byte[0];
    private float[] mean = new float[0];
    private float[] scale = new float[0];
    private float[] row = new float[0];
    private float[] sum = new float[0];

    void prepare(Features source, Preprocessing preprocessing) {
        int features = source.columns();
        resize(source.rows(), features);
        Rows.load(preprocessing.mean(), 0, 0, features, mean);
        Rows.load(preprocessing.scale(), 0, 0, features, scale);
        for (int i = 0; i < source.rows(); i++) {
            read(source, i, images[i], features);
            prepare(images[i], features);
        }
    }

    private void read(Features source, int i, float[] image, int features) {
        if (source.element() == Element.FLOAT) {
            MemorySegment.copy(
                    source.segment(i), ValueLayout.JAVA_FLOAT_UNALIGNED, source.offset(i), image, 0, features);
            return;
        }
        MemorySegment.copy(source.segment(i), ValueLayout.JAVA_BYTE, source.offset(i), pixels, 0, features);
        for (int d = 0; d < features; d++) {
            image[d] = pixels[d] & 0xFF;
        }
    }

    private void prepare(float[] image, int features) {
        for (int d = 0; d < features; d++) {
            image[d] = (image[d] - mean[d]) * scale[d];
        }
    }

    /** The sum of the squares of the weights. */
    double scores(LinearModel model, FloatMatrix scores) {
        int features = model.features();
        double squares = 0;
        for (int k = 0; k < model.classes(); k++) {
            Rows.load(model.weights(), k, 0, features, row);
            squares += Dots.dot(row, row, features);
            for (int i = 0; i < scores.rows(); i++) {
                float score = Dots.dot(row, images[i], features);
                scores.set(i, k, score + model.bias().get(k, 0));
            }
        }
        return squares;
    }

    void gradient(FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient) {
        int features = weights.columns();
        for (int k = 0; k < weights.rows(); k++) {
            float bias = sum(scoreGradient, k, features);
            Rows.load(weights, k, 0, features, row);
            Updates.axpy(2 * lambda, row, sum, features);
            Rows.store(sum, gradient.weights(), k, 0, features);
            gradient.bias().set(k, 0, bias);
        }
    }

    void update(FloatMatrix scoreGradient, LinearModel model, float lambda, float learningRate) {
        int features = model.features();
        for (int k = 0; k < model.classes(); k++) {
            float bias = sum(scoreGradient, k, features);
            Rows.load(model.weights(), k, 0, features, row);
            descend(2 * lambda, learningRate, features);
            Rows.store(row, model.weights(), k, 0, features);
            model.bias().set(k, 0, fma(-learningRate, bias, model.bias().get(k, 0)));
        }
    }

    private void descend(float decay, float learningRate, int features) {
        for (int d = 0; d < features; d++) {
            row[d] = fma(-learningRate, fma(decay, row[d], sum[d]), row[d]);
        }
    }

    /** {@code sum_i g_ik x'_i}, four images at a time; returns {@code sum_i g_ik}. */
    private float sum(FloatMatrix scoreGradient, int k, int features) {
        Arrays.fill(sum, 0, features, 0f);
        float bias = 0;
        float[] factors = new float[4];
        int count = scoreGradient.rows();
        int i = 0;
        for (; i <= count - 4; i += 4) {
            for (int q = 0; q < 4; q++) {
                factors[q] = scoreGradient.get(i + q, k);
                bias += factors[q];
            }
            Updates.row(sum, factors, 0, images[i], images[i + 1], images[i + 2], images[i + 3], features);
        }
        for (; i < count; i++) {
            float factor = scoreGradient.get(i, k);
            bias += factor;
            Updates.axpy(factor, images[i], sum, features);
        }
        return bias;
    }

    private void resize(int count, int features) {
        if (row.length < features || images.length < count) {
            images = new float[count][features];
            pixels = new byte[features];
            mean = new float[features];
            scale = new float[features];
            row = new float[features];
            sum = new float[features];
        }
    }
}
