package org.lanewise.examples;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.SoftmaxCrossEntropy;

/** The kernels by hand: scores of three examples, their probabilities, the loss and its gradient. */
public final class Products {

    private Products() {}

    /**
     * Prints each result.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Kernels kernels = Kernels.best();
        System.out.println("Kernels: " + kernels.info().summary());
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix examples = FloatMatrix.copyOf(arena, new float[][] {{1, 2}, {3, 4}, {5, 6}});
            FloatMatrix weights = FloatMatrix.copyOf(arena, new float[][] {{0.5f, -0.5f}, {0.25f, 0.75f}});
            FloatMatrix scores = FloatMatrix.allocate(arena, 3, 2);
            kernels.matmul(examples, weights, scores);
            System.out.println("Scores: " + Arrays.toString(scores.toArray()));

            FloatMatrix probabilities = FloatMatrix.allocate(arena, 3, 2);
            kernels.softmax(scores, probabilities);
            System.out.println("Probabilities: " + Arrays.toString(probabilities.toArray()));

            FloatMatrix gradient = FloatMatrix.allocate(arena, 3, 2);
            double loss = kernels.loss(SoftmaxCrossEntropy.softmax(), scores, new int[] {0, 1, 1}, gradient);
            System.out.println("Loss: " + loss + ", gradient: " + Arrays.toString(gradient.toArray()));
        }
    }
}
