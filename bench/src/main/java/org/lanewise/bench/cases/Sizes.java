package org.lanewise.bench.cases;

import java.util.List;

/**
 * The sizes that a mode measures.
 *
 * @param squares sides of square matrices
 * @param transposedSquares sides of those that are also measured with A, B and both transposed
 * @param rectangles rows and columns of C and products an element, of matrices that are no squares
 * @param classes classes K in the products that the classifier makes
 * @param classifierBatches images B in these products
 * @param softmaxRows lengths of rows
 * @param stepBatches images of a minibatch
 * @param floatBatches examples of a minibatch whose features are floats
 * @param embeddingClasses classes K of minibatches of embeddings
 * @param sharedBatches images of a minibatch that two threads share
 * @param everyone whether everyone who can makes a step of every size and a whole epoch, not only Lanewise and the best
 *     peer
 * @param numericWeights weights whose numeric gradient is timed
 */
record Sizes(
        List<Integer> squares,
        List<Integer> transposedSquares,
        List<List<Integer>> rectangles,
        List<Integer> classes,
        List<Integer> classifierBatches,
        List<Integer> softmaxRows,
        List<Integer> stepBatches,
        List<Integer> floatBatches,
        List<Integer> embeddingClasses,
        List<Integer> sharedBatches,
        boolean everyone,
        int numericWeights) {

    static Sizes of(Mode mode) {
        return switch (mode) {
            case SMOKE ->
                new Sizes(
                        List.of(64),
                        List.of(),
                        List.of(),
                        List.of(10),
                        List.of(32),
                        List.of(10),
                        List.of(64),
                        List.of(64),
                        List.of(),
                        List.of(64),
                        false,
                        2);
            case DEFAULT ->
                new Sizes(
                        List.of(64, 256, 512, 1024),
                        List.of(),
                        List.of(),
                        List.of(10),
                        List.of(32, 256),
                        List.of(10, 100, 1000),
                        List.of(1, 16, 64, 256, 1024),
                        List.of(64, 256),
                        List.of(100, 1000),
                        List.of(64, 256, 1024),
                        false,
                        32);
            // Sizes that are no multiple of anything, and those that compete for cache sets.
            case FULL ->
                new Sizes(
                        List.of(64, 100, 128, 256, 333, 512, 1024, 2048),
                        List.of(512, 1024),
                        List.of(List.of(1000, 700, 300)),
                        List.of(2, 10, 16, 100),
                        List.of(1, 8, 32, 256, 1024, 10_000),
                        List.of(10, 16, 100, 1000, 10_000),
                        List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024),
                        List.of(1, 16, 64, 256, 1024),
                        List.of(10, 100, 1000),
                        List.of(16, 64, 256, 1024),
                        true,
                        32);
        };
    }
}
