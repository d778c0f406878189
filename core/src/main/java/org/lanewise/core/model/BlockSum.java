package org.lanewise.core.model;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;

/**
 * A sum of vectors in double, one vector per block of a training set: a thread, or a machine of a cluster, adds one up
 * for its share of the blocks.
 *
 * <p><b>The same bits.</b> Sums are those of a binary tree over the numbers of the blocks: block 2 i is added to block 2 i + 1,
 * and so on up. So the result depends on the blocks alone, and not on how they were divided into sums, nor on the order in
 * which these were merged.
 *
 * <p>Memory: the vector for each of at most {@code 2 log2(blocks)} nodes. Not for several threads at once.
 */
public final class BlockSum implements Serializable {

    /**
     * Examples of a block; the last one of a set may have fewer. Chains of sums in float do not get longer, and the scores of a
     * block stay in L2.
     */
    public static final int EXAMPLES = 8192;

    private static final long serialVersionUID = 1L;

    /** The numbers of a vector. */
    private final int size;

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
     * @param vector the sum
     */
    private record Node(int level, long index, double[] vector) implements Serializable {

        boolean isLeftOf(Node other) {
            return level == other.level && index % 2 == 0 && other.index == index + 1;
        }
    }

    /**
     * Begins a sum of no blocks.
     *
     * @param size numbers of a vector, at least 0
     * @param firstBlock the number of its first block in the whole set, at least 0
     * @throws IllegalArgumentException if one of them is negative
     */
    public BlockSum(int size, long firstBlock) {
        if (size < 0 || firstBlock < 0) {
            throw new IllegalArgumentException("A vector has at least 0 numbers and blocks are counted from 0, but got "
                    + size + " and " + firstBlock + ".");
        }
        this.size = size;
        from = firstBlock;
        to = firstBlock;
    }

    /** {@return the numbers of a vector} */
    public int size() {
        return size;
    }

    /** {@return the number of the block that comes next} */
    public long nextBlock() {
        return to;
    }

    /**
     * Adds the next block.
     *
     * @param vector its numbers; copied
     * @throws IllegalArgumentException if it has another length
     */
    public void add(double[] vector) {
        if (vector.length != size) {
            throw new IllegalArgumentException(
                    "The sum is one of " + size + " numbers, but the block has " + vector.length + ".");
        }
        double[] copy = Objects.requireNonNullElseGet(free().poll(), () -> new double[size]);
        System.arraycopy(vector, 0, copy, 0, size);
        push(new Node(0, to, copy));
        to++;
    }

    /**
     * Adds the sum of the blocks that come next.
     *
     * @param next a sum whose first block is this one's {@link #nextBlock()}; empty afterwards
     * @throws IllegalArgumentException if it is another one, or of another size
     */
    public void merge(BlockSum next) {
        if (next.size != size) {
            throw new IllegalArgumentException(
                    "A sum of " + next.size + " numbers cannot be merged into one of " + size + ".");
        }
        if (next == this || next.from != to) {
            throw new IllegalArgumentException(
                    "Block " + to + " comes next, but the sum begins with block " + next.from + ".");
        }
        for (Node node : next.nodes) {
            push(node);
            double[] spare = free().poll();
            if (spare != null) {
                next.free().add(spare); // in exchange: sums that are used for pass after pass allocate nothing
            }
        }
        to = next.to;
        next.nodes.clear();
        next.to = next.from;
    }

    /** Nodes that make up a larger one are added at once. */
    private void push(Node node) {
        Node last = node;
        while (!nodes.isEmpty() && nodes.getLast().isLeftOf(last)) {
            Node left = nodes.removeLast();
            add(left.vector, last.vector);
            free().add(last.vector);
            last = new Node(left.level + 1, left.index / 2, left.vector);
        }
        nodes.add(last);
    }

    /**
     * The sum of one of the numbers over all blocks.
     *
     * @param index which number
     * @return its sum, 0 if there is no block
     */
    public double total(int index) {
        double sum = 0;
        for (Node node : nodes.reversed()) {
            sum += node.vector[index];
        }
        return sum;
    }

    /**
     * The sums over all blocks.
     *
     * @param totals takes the sums of the first numbers, as many as it has room for
     * @throws IllegalArgumentException if it is longer than a vector
     */
    public void total(double[] totals) {
        if (totals.length > size) {
            throw new IllegalArgumentException(
                    "The sum is one of " + size + " numbers, but " + totals.length + " are asked for.");
        }
        Arrays.fill(totals, 0);
        for (Node node : nodes.reversed()) {
            add(totals, node.vector);
        }
    }

    /** Forgets all blocks, so that the next one is the first again. */
    public void clear() {
        nodes.forEach(node -> free().add(node.vector));
        nodes.clear();
        to = from;
    }

    private static void add(double[] sum, double[] other) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
    }

    /** Not part of what is serialized. */
    private ArrayDeque<double[]> free() {
        if (free == null) {
            free = new ArrayDeque<>();
        }
        return free;
    }
}
