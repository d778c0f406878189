package org.lanewise.core.data;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.lanewise.core.internal.Labels;

/**
 * Walks a set in minibatches, in the order of the set or shuffled, allocating nothing per example or batch:
 *
 * {@snippet :
 * Minibatches batches = new Minibatches(training, 256);
 * for (int epoch = 0; epoch < 10; epoch++) {
 *     batches.shuffle(seed, epoch);
 *     while (batches.next()) {
 *         learnFrom(batches.features(), batches.labels());
 *     }
 * }
 * }
 *
 * <p>Labels are read once, when a walk is made. The walk is itself the current {@link Minibatch}: {@link #features()}
 * and {@link #labels()} are the same two objects throughout and change with {@link #next()}. The thread that takes the
 * first minibatch of an epoch takes the others of it as well; the features stay where they are.
 */
public final class Minibatches implements Minibatch {

    private static final long NOBODY = -1;

    private final Examples data;
    private final Features source;
    private final int[] order;

    /** All labels, read once: in shuffled order each would wait for a line of memory, a sixth of a training step. */
    private final int[] labelsInOrder;

    private final int[] labels;
    private final Batch batch = new Batch();

    /** The thread that walks through this epoch; {@link #NOBODY} before its first minibatch. */
    private final AtomicLong walker = new AtomicLong(NOBODY);

    private int from;
    private int to;

    /**
     * A walk that starts in the order of the set.
     *
     * @param data the set
     * @param batchSize examples of a minibatch, at least 1; the last one of an epoch may be smaller
     * @throws IllegalArgumentException if the batch size is not at least 1, or a label is out of range
     * @throws LostDataException if the set lies in a mapped file that was cut short
     */
    public Minibatches(Examples data, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "A minibatch has at least 1 example, but the batch size is " + batchSize);
        }
        this.data = data;
        this.source = data.features();
        this.labelsInOrder = Labels.of(data);
        this.order = Shuffle.identity(data.size());
        this.labels = new int[batchSize];
    }

    /** Starts an epoch in the order of the set. */
    public void rewind() {
        Arrays.setAll(order, i -> i);
        from = 0;
        to = 0;
        walker.set(NOBODY);
    }

    /**
     * Starts an epoch in a shuffled order, which depends on seed and epoch alone.
     *
     * @param seed the seed of the run
     * @param epoch number of the epoch
     */
    public void shuffle(long seed, int epoch) {
        rewind();
        SplittableRandom random = new SplittableRandom(seed);
        Shuffle.shuffle(order, new SplittableRandom(random.nextLong() + epoch));
    }

    /**
     * Moves to the next minibatch.
     *
     * @return false at the end of the epoch
     * @throws LostDataException if the set lies in a mapped file that was cut short
     * @throws IllegalStateException if another thread walks through this epoch
     */
    public boolean next() {
        requireWalker();
        from = to;
        to = (int) Math.min(order.length, (long) from + labels.length);
        if (from < to) {
            // Where it lies, so that a set that was closed or cut short says so here and not in the middle of a step.
            data.label(order[from]);
        }
        for (int row = from; row < to; row++) {
            labels[row - from] = labelsInOrder[order[row]];
        }
        return from < to;
    }

    /** Two threads would each see a part of the minibatches, and change them while the other one learns. */
    private void requireWalker() {
        long current = Thread.currentThread().threadId();
        if (walker.get() != current && !walker.compareAndSet(NOBODY, current)) {
            throw new IllegalStateException("Another thread walks through these minibatches; give each thread a walk of"
                    + " its own, or begin an epoch with rewind or shuffle.");
        }
    }

    /** {@return the features of the current minibatch} */
    @Override
    public Features features() {
        return batch;
    }

    /** {@return the labels of the current minibatch; after a small last one the rest of the array is stale} */
    @Override
    public int[] labels() {
        return labels;
    }

    /** {@return the number of examples in the current minibatch} */
    @Override
    public int size() {
        return to - from;
    }

    /**
     * Which example of the set it is.
     *
     * @param example an example of the current minibatch, 0 to {@code size() - 1}
     * @return its number in the set
     * @throws IndexOutOfBoundsException if the minibatch has no such example
     */
    public int row(int example) {
        return order[from + Objects.checkIndex(example, to - from)];
    }

    /** {@return the number of minibatches of an epoch} */
    public int batchesPerEpoch() {
        return Math.ceilDiv(order.length, labels.length);
    }

    private final class Batch implements Features {

        @Override
        public Element element() {
            return source.element();
        }

        @Override
        public int rows() {
            return to - from;
        }

        @Override
        public int columns() {
            return source.columns();
        }

        @Override
        public MemorySegment segment(int row) {
            return source.segment(order[from + Objects.checkIndex(row, to - from)]);
        }

        @Override
        public long offset(int row) {
            return source.offset(order[from + Objects.checkIndex(row, to - from)]);
        }

        @Override
        public boolean overlaps(FloatMatrix matrix) {
            return source.overlaps(matrix);
        }

        @Override
        public String origin(int row) {
            return source.origin(order[from + Objects.checkIndex(row, to - from)]);
        }
    }
}
