package org.lanewise.core.train;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;

/** A model or gradient as one vector: the weights, class after class, then the biases. */
final class Parameters {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Parameters() {}

    static int count(LinearModel model) {
        return Math.multiplyExact(model.classes(), model.features() + 1);
    }

    static void load(LinearModel model, float[] vector) {
        FloatMatrix weights = model.weights();
        int features = model.features();
        for (int k = 0; k < model.classes(); k++) {
            MemorySegment.copy(weights.segment(), FLOAT, weights.offset(k), vector, k * features, features);
            vector[model.classes() * features + k] = model.bias().get(k, 0);
        }
    }

    static void store(float[] vector, LinearModel model) {
        FloatMatrix weights = model.weights();
        int features = model.features();
        for (int k = 0; k < model.classes(); k++) {
            MemorySegment.copy(vector, k * features, weights.segment(), FLOAT, weights.offset(k), features);
            model.bias().set(k, 0, vector[model.classes() * features + k]);
        }
    }

    /** Moves a vector by a share of the way to another. */
    static void approach(float[] vector, float[] target, float share) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] += share * (target[i] - vector[i]);
        }
    }

    /** Shortens a vector to a norm, if it is longer. */
    static void clip(float[] vector, double norm) {
        double length = Math.sqrt(dot(vector, vector));
        if (length > norm) {
            float factor = (float) (norm / length);
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= factor;
            }
        }
    }

    static boolean areFinite(float[] vector) {
        float zero = 0;
        for (float x : vector) {
            zero += x * 0;
        }
        return zero == 0;
    }

    /** Dot product in double, in four chains: one alone would wait for the latency of its additions. */
    static double dot(float[] a, float[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i <= a.length - 4; i += 4) {
            s0 += (double) a[i] * b[i];
            s1 += (double) a[i + 1] * b[i + 1];
            s2 += (double) a[i + 2] * b[i + 2];
            s3 += (double) a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += (double) a[i] * b[i];
        }
        return (s0 + s2) + (s1 + s3);
    }
}
