package org.lanewise.learn.train;

import java.io.Serializable;
import java.util.Arrays;
import org.lanewise.core.model.BlockSum;
import org.lanewise.core.model.LinearModel;

/**
 * The loss and the gradient of a run of blocks of examples, added in double. It is what a part of a machine, or of a cluster,
 * computes for its share of a training set:
 *
 * {@snippet :
 * GradientSum sum = new GradientSum(classes, features, firstBlock);
 * while (blocks.next()) {                                      // minibatches, each a block
 *     double loss = kernels.gradient(f, objective, blocks, gradient, workspace);
 *     sum.add(blocks.size(), loss, gradient);
 * }
 * before.merge(sum);                                           // the sum of the blocks before firstBlock
 * }
 *
 * <p><b>The same bits.</b> It is a {@link BlockSum}: the result depends on the blocks alone, and not on how they were divided into
 * sums, nor on the order in which these were merged.
 *
 * <p>Memory: {@code K (D + 1)} doubles for each of at most {@code 2 log2(blocks)} nodes. Not for several threads at once.
 */
public final class GradientSum implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The number of classes K. */
    private final int classes;

    /** The number of features D. */
    private final int features;

    /** Of each block the sum of its gradients, then of its losses, and at the end the number of its examples. */
    private final BlockSum blocks;

    /** The block that is added. */
    private transient double[] block;

    /**
     * Begins a sum of no blocks.
     *
     * @param classes number of classes K, at least 1
     * @param features number of features D, at least 0
     * @param firstBlock the number of its first block in the whole set, at least 0
     */
    public GradientSum(int classes, int features, long firstBlock) {
        Requirements.atLeastOne("The number of classes", classes);
        Requirements.notNegative("The number of features", features);
        Requirements.notNegative("The number of the first block", firstBlock);
        this.classes = classes;
        this.features = features;
        blocks = new BlockSum(Math.addExact(size(), 2), firstBlock);
    }

    /** {@return the number of parameters, K (D + 1)} */
    public int size() {
        return Math.multiplyExact(classes, features + 1);
    }

    /** {@return the number of the block that comes next} */
    public long nextBlock() {
        return blocks.nextBlock();
    }

    /** {@return the number of examples} */
    public long examples() {
        return (long) blocks.total(size() + 1);
    }

    /**
     * Adds the next block.
     *
     * @param examples number of its examples, at least 1
     * @param meanLoss the mean of their losses
     * @param meanGradient the mean of their gradients; copied
     * @throws IllegalArgumentException if the gradient has another shape, or there is no example
     */
    public void add(int examples, double meanLoss, LinearModel meanGradient) {
        Requirements.atLeastOne("The number of examples", examples);
        if (meanGradient.classes() != classes || meanGradient.features() != features) {
            throw new IllegalArgumentException("The gradient has " + meanGradient.classes() + " classes and "
                    + meanGradient.features() + " features, but the sum has " + classes + " and " + features + ".");
        }
        if (block == null) {
            block = new double[blocks.size()];
        }
        float[] row = new float[features];
        for (int k = 0; k < classes; k++) {
            meanGradient.weights().rows(k, k + 1).copyTo(row);
            for (int d = 0; d < features; d++) {
                block[k * features + d] = (double) examples * row[d];
            }
            block[classes * features + k] =
                    (double) examples * meanGradient.bias().get(k, 0);
        }
        block[size()] = examples * meanLoss;
        block[size() + 1] = examples;
        blocks.add(block);
    }

    /**
     * Adds the sum of the blocks that come next.
     *
     * @param next a sum whose first block is this one's {@link #nextBlock()}; empty afterwards
     * @throws IllegalArgumentException if it is another one, or of another shape
     */
    public void merge(GradientSum next) {
        if (next.classes != classes || next.features != features) {
            throw new IllegalArgumentException("A sum of " + next.classes + " classes and " + next.features
                    + " features cannot be merged into one of " + classes + " and " + features + ".");
        }
        blocks.merge(next.blocks);
    }

    /** {@return the mean of the losses of all examples; NaN if there is none} */
    public double loss() {
        return blocks.total(size()) / examples();
    }

    /**
     * The mean of the gradients of all examples.
     *
     * @param gradient takes {@code K (D + 1)} numbers: the weights, class after class, then the biases; zeros if there is no
     *     example
     * @throws IllegalArgumentException if the array has another length
     */
    public void gradient(double[] gradient) {
        if (gradient.length != size()) {
            throw new IllegalArgumentException(
                    "The gradient has " + size() + " numbers, but the array has " + gradient.length + ".");
        }
        blocks.total(gradient);
        double examples = Math.max(1, examples());
        Arrays.setAll(gradient, i -> gradient[i] / examples);
    }

    /** Forgets all blocks, so that the next one is the first again. */
    public void clear() {
        blocks.clear();
    }
}
