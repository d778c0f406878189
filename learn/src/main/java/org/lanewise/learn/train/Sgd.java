package org.lanewise.learn.train;

import java.util.List;

/**
 * Gradient descent, {@code x -= rate g}, with momentum {@code v = momentum v - rate g, x += v}, or Nesterov's, which takes
 * the gradient where the momentum will have led, in the form in which x is that point: {@code x += momentum v - rate g}
 * with the new v (Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013).
 *
 * @param momentum how much of the last step is kept, from 0 (none) to less than 1
 * @param nesterov whether to look ahead; only with a momentum
 */
public record Sgd(float momentum, boolean nesterov) implements Optimizer {

    /**
     * Checks the momentum.
     *
     * @throws IllegalArgumentException if it is not at least 0 and less than 1, or 0 with {@code nesterov}
     */
    public Sgd {
        Requirements.share("A momentum", momentum);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("Nesterov's momentum needs a momentum greater than 0.");
        }
    }

    /** {@return gradient descent without momentum, which kernels fuse with the gradient} */
    public static Sgd plain() {
        return new Sgd(0, false);
    }

    /**
     * Gradient descent with momentum.
     *
     * @param momentum how much of the last step is kept
     * @return the optimizer
     */
    public static Sgd momentum(float momentum) {
        return new Sgd(momentum, false);
    }

    /**
     * Gradient descent with Nesterov's momentum.
     *
     * @param momentum how much of the last step is kept
     * @return the optimizer
     */
    public static Sgd nesterov(float momentum) {
        return new Sgd(momentum, true);
    }

    @Override
    public List<String> memory() {
        return momentum == 0 ? List.of() : List.of("velocity");
    }

    @Override
    public void update(Vectors vectors, int from, int to, float rate, long step) {
        float[] x = vectors.parameters();
        float[] g = vectors.gradient();
        if (momentum == 0) {
            descend(x, g, from, to, rate);
        } else if (nesterov) {
            lookAhead(x, g, vectors.memory()[0], from, to, rate);
        } else {
            roll(x, g, vectors.memory()[0], from, to, rate);
        }
    }

    private static void descend(float[] x, float[] g, int from, int to, float rate) {
        for (int i = from; i < to; i++) {
            x[i] -= rate * g[i];
        }
    }

    private void roll(float[] x, float[] g, float[] v, int from, int to, float rate) {
        float kept = momentum;
        for (int i = from; i < to; i++) {
            v[i] = kept * v[i] - rate * g[i];
            x[i] += v[i];
        }
    }

    private void lookAhead(float[] x, float[] g, float[] v, int from, int to, float rate) {
        float kept = momentum;
        for (int i = from; i < to; i++) {
            float down = rate * g[i];
            v[i] = kept * v[i] - down;
            x[i] += kept * v[i] - down;
        }
    }
}
