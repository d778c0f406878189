package org.lanewise.core.data;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Walks a set in minibatches, in the order of the set or shuffled, allocating nothing per image or batch:
 *
 * {@snippet :
 * Minibatches batches = new Minibatches(training, 256);
 * for (int epoch = 0; epoch < 10; epoch++) {
 *     batches.shuffle(seed, epoch);
 *     while (batches.next()) {
 *         learnFrom(batches.images(), batches.labels());
 *     }
 * }
 * }
 *
 * <p>Labels are read once, when a walk is made. {@link #images()} and {@link #labels()} are the same two objects throughout and change with {@link #next()}. One
 * thread moves a walk; the pixels stay where they are.
 */
public final class Minibatches {

    private final LabeledImages data;
    private final PixelMatrix source;
    private final int[] order;

    /** All labels, read once: in shuffled order each would wait for a line of memory, a sixth of a training step. */
    private final int[] labelsInOrder;

    private final int[] labels;
    private final Batch batch = new Batch();
    private int from;
    private int to;

    /**
     * A walk that starts in the order of the set.
     *
     * @param data the set
     * @param batchSize images of a minibatch, at least 1; the last one of an epoch may be smaller
     * @throws IllegalArgumentException if the batch size is not at least 1
     * @throws LostPixelsException if the set lies in a mapped file that was cut short
     */
    public Minibatches(LabeledImages data, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A minibatch has at least 1 image, but the batch size is " + batchSize);
        }
        this.data = data;
        this.source = data.images();
        this.labelsInOrder = new int[data.size()];
        try {
            Arrays.setAll(labelsInOrder, data::label);
        } catch (InternalError fault) {
            throw LostPixelsException.explain(fault, source);
        }
        this.order = Shuffle.identity(data.size());
        this.labels = new int[batchSize];
    }

    /** Starts an epoch in the order of the set. */
    public void rewind() {
        Arrays.setAll(order, i -> i);
        from = 0;
        to = 0;
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
     * @throws LostPixelsException if the set lies in a mapped file that was cut short
     */
    public boolean next() {
        from = to;
        to = Math.min(order.length, from + labels.length);
        if (from < to) {
            touch(order[from]);
        }
        for (int row = from; row < to; row++) {
            labels[row - from] = labelsInOrder[order[row]];
        }
        return from < to;
    }

    /** Reads one label where it lies, so that a set that was closed or cut short says so here and not in the middle of a step. */
    private void touch(int row) {
        try {
            data.label(row);
        } catch (InternalError fault) {
            throw LostPixelsException.explain(fault, source);
        }
    }

    /** {@return the images of the current minibatch} */
    public PixelMatrix images() {
        return batch;
    }

    /** {@return the labels of the current minibatch; after a small last one the rest of the array is stale} */
    public int[] labels() {
        return labels;
    }

    /** {@return the number of images in the current minibatch} */
    public int size() {
        return to - from;
    }

    /** {@return the number of minibatches of an epoch} */
    public int batchesPerEpoch() {
        return Math.ceilDiv(order.length, labels.length);
    }

    private final class Batch implements PixelMatrix {

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
