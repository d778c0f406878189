package org.lanewise.learn.train;

import org.lanewise.core.model.LinearModel;

/** A model or gradient as one vector: the weights, class after class, then the biases. */
final class Parameters {

    private Parameters() {}

    static int count(LinearModel model) {
        return count(model.classes(), model.features());
    }

    static int count(int classes, int features) {
        long count = classes * (features + 1L);
        if (count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A model of " + classes + " classes and " + features + " features has "
                    + count + " parameters, more than can be trained as one vector.");
        }
        return (int) count;
    }

    static void store(float[] vector, LinearModel model) {
        model.weights().copyFrom(vector, 0);
        model.bias().copyFrom(vector, weights(model));
    }

    private static int weights(LinearModel model) {
        return model.classes() * model.features();
    }

    /** Moves a vector by a share of the way to another. */
    static void approach(float[] vector, float[] target, float share) {
        approach(vector, target, 0, vector.length, share);
    }

    /** The same with a part of it. */
    static void approach(float[] vector, float[] target, int from, int to, float share) {
        for (int i = from; i < to; i++) {
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
