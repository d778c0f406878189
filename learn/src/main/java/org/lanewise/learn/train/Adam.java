package org.lanewise.learn.train;

import java.util.List;

/**
 * Adam: momentum divided by the root of the mean square of the gradient, {@code m = b1 m + (1 - b1) g, v = b2 v + (1 - b2)
 * g^2}, both corrected for their start at zero, {@code x -= rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)}
 * (Kingma and Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1).
 *
 * @param first b1, how much of the mean is kept, from 0 to less than 1
 * @param second b2, how much of the mean square is kept, from 0 to less than 1
 * @param epsilon keeps the denominator from zero, positive
 */
public record Adam(float first, float second, float epsilon) implements Optimizer {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Adam {
        Requirements.share("A decay rate of Adam", first);
        Requirements.share("A decay rate of Adam", second);
        Requirements.positive("Epsilon", epsilon);
    }

    /** {@return Adam with the paper's 0.9, 0.999 and 1e-8} */
    public static Adam standard() {
        return new Adam(0.9f, 0.999f, 1e-8f);
    }

    @Override
    public List<String> memory() {
        return List.of("mean", "squares");
    }

    @Override
    public void update(Vectors vectors, int from, int to, float rate, long step) {
        float ofMean = (float) (1 / (1 - StrictMath.pow(first, step)));
        float ofSquares = (float) (1 / (1 - StrictMath.pow(second, step)));
        float[] x = vectors.parameters();
        float[] g = vectors.gradient();
        float[] m = vectors.memory()[0];
        float[] v = vectors.memory()[1];
        float b1 = first;
        float b2 = second;
        float e = epsilon;
        for (int i = from; i < to; i++) {
            m[i] = b1 * m[i] + (1 - b1) * g[i];
            v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
            x[i] -= rate * (m[i] * ofMean) / ((float) Math.sqrt(v[i] * ofSquares) + e);
        }
    }
}
