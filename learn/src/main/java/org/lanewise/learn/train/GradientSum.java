package org.lanewise.learn.train;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
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
 * <p><b>The same bits.</b> Sums are those of a binary tree over the numbers of the blocks: block 2 i is added to block 2 i + 1,
 * and so on up. So the result depends on the blocks alone, and not on how they were divided into sums, nor on the order in
 * which these were merged.
 *
 * <p>Memory: {@code K (D + 1)} doubles for each of at most {@code 2 log2(blocks)} nodes. Not for several threads at once.
 */
public final class GradientSum implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The number of classes K. */
    private final int classes;

    /** The number of features D. */
    private final int features;

    /** The number of the first block. */
    private final long from;

    /** Complete nodes of the tree, from left to right. */
    private final ArrayList<Node> nodes = new ArrayList<>();

    /** The number of the block that comes next. */
    private long to;

    /** Vectors of nodes that are part of others now. */
    private transient ArrayDeque<double[]> free = new ArrayDeque<>();

    /**
     * The sum of the blocks {@code index << level} to {@code (index + 1 << level) - 1}.
     *
     * @param level of the tree, 0 for a block
     * @param index the number of the node in its level
     * @param examples how many
     * @param loss the sum of their losses
     * @param gradient the sum of their gradients
     */
    private record Node(int level, long index, long examples, double loss, double[] gradient) implements Serializable {

        boolean isLeftOf(Node other) {
            return level == other.level && index % 2 == 0 && other.index == index + 1;
        }
    }

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
        from = firstBlock;
        to = firstBlock;
    }

    /** {@return the number of parameters, K (D + 1)} */
    public int size() {
        return Math.multiplyExact(classes, features + 1);
    }

    /** {@return the number of the block that comes next} */
    public long nextBlock() {
        return to;
    }

    /** {@return the number of examples} */
    public long examples() {
        return nodes.stream().mapToLong(Node::examples).sum();
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
        double[] gradient = vector();
        float[] row = new float[features];
        for (int k = 0; k < classes; k++) {
            meanGradient.weights().rows(k, k + 1).copyTo(row);
            for (int d = 0; d < features; d++) {
                gradient[k * features + d] = (double) examples * row[d];
            }
            gradient[classes * features + k] =
                    (double) examples * meanGradient.bias().get(k, 0);
        }
        push(new Node(0, to, examples, examples * meanLoss, gradient));
        to++;
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
        if (next == this || next.from != to) {
            throw new IllegalArgumentException(
                    "Block " + to + " comes next, but the sum begins with block " + next.from + ".");
        }
        next.nodes.forEach(this::push);
        to = next.to;
        next.nodes.clear();
        next.to = next.from;
    }

    /** Nodes that make up a larger one are added at once. */
    private void push(Node node) {
        Node last = node;
        while (!nodes.isEmpty() && nodes.getLast().isLeftOf(last)) {
            Node left = nodes.removeLast();
            add(left.gradient, last.gradient);
            free().add(last.gradient);
            last = new Node(
                    left.level + 1,
                    left.index / 2,
                    left.examples + last.examples,
                    left.loss + last.loss,
                    left.gradient);
        }
        nodes.add(last);
    }

    /** {@return the mean of the losses of all examples; NaN if there is none} */
    public double loss() {
        double sum = 0;
        for (Node node : nodes.reversed()) {
            sum = node.loss + sum;
        }
        return sum / examples();
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
        Arrays.fill(gradient, 0);
        for (Node node : nodes.reversed()) {
            add(gradient, node.gradient);
        }
        long examples = Math.max(1, examples());
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= examples;
        }
    }

    /** Forgets all blocks, so that the next one is the first again. */
    public void clear() {
        nodes.forEach(node -> free().add(node.gradient));
        nodes.clear();
        to = from;
    }

    private static void add(double[] sum, double[] other) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
    }

    private double[] vector() {
        double[] used = free().poll();
        return Objects.requireNonNullElseGet(used, () -> new double[size()]);
    }

    /** Not part of what is serialized. */
    private ArrayDeque<double[]> free() {
        if (free == null) {
            free = new ArrayDeque<>();
        }
        return free;
    }
}
