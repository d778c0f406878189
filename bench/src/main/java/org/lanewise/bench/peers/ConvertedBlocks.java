package org.lanewise.bench.peers;

import org.lanewise.bench.implementations.TrainingTask;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatches;

/**
 * Blocks that are gathered from the shuffled bytes, preprocessed and converted when they are asked for, while the clock
 * runs: the work that Lanewise's step does as well. A block has the same memory each time, so it stays in a cache.
 *
 * @param <M> the peer's matrix
 */
final class ConvertedBlocks<M> implements Blocks<M> {

    private final Peer<M> peer;
    private final Minibatches minibatches;
    private final int batchSize;
    private final int blockSize;
    private final PixelConversion conversion;
    private final M full;
    private final M last;
    private final int[] labels;
    private final int[] labelsOfLast;
    private int epoch;

    ConvertedBlocks(Peer<M> peer, TrainingTask task, int blockSize) {
        this.peer = peer;
        this.minibatches = task.shuffled();
        this.batchSize = task.batchSize();
        this.blockSize = blockSize;
        this.conversion = new PixelConversion(task.preprocessing());
        this.full = peer.allocate(blockSize, task.start().features());
        this.last = peer.allocate(size(count() - 1), task.start().features());
        this.labels = new int[blockSize];
        this.labelsOfLast = new int[size(count() - 1)];
    }

    /** The next whole minibatch; the smaller one at the end of an epoch is left out. */
    @Override
    public void nextMinibatch() {
        if (!minibatches.next() || minibatches.size() < batchSize) {
            minibatches.shuffle(TrainingTask.SEED, ++epoch);
            minibatches.next();
        }
    }

    @Override
    public int count() {
        return (batchSize + blockSize - 1) / blockSize;
    }

    @Override
    public int size(int block) {
        return Math.min(blockSize, batchSize - block * blockSize);
    }

    private boolean isLast(int block) {
        return block == count() - 1;
    }

    @Override
    public M images(int block) {
        M images = isLast(block) ? last : full;
        Features pixels = minibatches.features();
        int from = block * blockSize;
        conversion.convert(pixels, from, from + size(block), peer.elements(images));
        return images;
    }

    @Override
    public int[] labels(int block) {
        int[] ofBlock = isLast(block) ? labelsOfLast : labels;
        System.arraycopy(minibatches.labels(), block * blockSize, ofBlock, 0, ofBlock.length);
        return ofBlock;
    }
}
