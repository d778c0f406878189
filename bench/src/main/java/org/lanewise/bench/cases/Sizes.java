package org.lanewise.bench.cases;

import java.util.List;

/**
 * The sizes that a mode measures.
 *
 * @param squares sides of square matrices
 * @param classifierBatches images in the products that the classifier makes
 * @param softmaxRows lengths of rows
 * @param stepBatches images of a minibatch
 * @param numericWeights weights whose numeric gradient is timed
 */
record Sizes(
        List<Integer> squares,
        List<Integer> classifierBatches,
        List<Integer> softmaxRows,
        List<Integer> stepBatches,
        int numericWeights) {

    private static final List<Integer> POWERS_TO_1024 = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);

    static Sizes of(Mode mode) {
        return switch (mode) {
            case SMOKE -> new Sizes(List.of(64), List.of(32), List.of(10), List.of(64), 2);
            case DEFAULT ->
                new Sizes(
                        List.of(64, 128, 256, 512, 1024),
                        List.of(1, 32, 256, 1024),
                        List.of(10, 100, 1000),
                        POWERS_TO_1024,
                        32);
            // Sizes that are no multiple of anything, and those that compete for cache sets.
            case FULL ->
                new Sizes(
                        List.of(64, 100, 128, 192, 256, 333, 512, 700, 1000, 1024),
                        List.of(1, 8, 32, 100, 256, 1024, 4096),
                        List.of(10, 16, 100, 1000, 10_000),
                        POWERS_TO_1024,
                        32);
        };
    }
}
