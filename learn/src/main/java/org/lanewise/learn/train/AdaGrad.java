package org.lanewise.learn.train;

import java.util.List;

/**
 * Gradient descent with a rate for each parameter, which falls with the squares of its gradients so far: {@code s += g^2,
 * x -= rate g / (sqrt(s) + epsilon)} (Duchi, Hazan and Singer, "Adaptive subgradient methods", 2011).
 *
 * @param epsilon keeps the denominator from zero, positive
 */
public record AdaGrad(float epsilon) implements Optimizer {

    /**
     * Checks epsilon.
     *
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public AdaGrad {
        Requirements.positive("Epsilon", epsilon);
    }

    /** {@return AdaGrad with epsilon 1e-8} */
    public static AdaGrad standard() {
        return new AdaGrad(1e-8f);
    }

    @Override
    public List<String> memory() {
        return List.of("squares");
    }

    @Override
    public void update(Vectors vectors, int from, int to, float rate, long step) {
        float[] parameters = vectors.parameters();
        float[] gradient = vectors.gradient();
        float[] squares = vectors.memory()[0];
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            squares[i] += g * g;
            parameters[i] -= rate * g / ((float) Math.sqrt(squares[i]) + epsilon);
        }
    }
}
