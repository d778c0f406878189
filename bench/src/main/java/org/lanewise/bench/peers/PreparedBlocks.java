package org.lanewise.bench.peers;

import java.util.List;

/** Blocks that are all prepared, minibatch after minibatch in a circle. */
final class PreparedBlocks<M> implements Blocks<M> {

    private final List<List<M>> images;
    private final List<List<int[]>> labels;
    private int current = -1;

    /** Of each minibatch the blocks, and their labels. */
    PreparedBlocks(List<List<M>> images, List<List<int[]>> labels) {
        this.images = images;
        this.labels = labels;
    }

    @Override
    public void nextMinibatch() {
        current = current + 1 == images.size() ? 0 : current + 1;
    }

    @Override
    public int count() {
        return images.getFirst().size();
    }

    @Override
    public int size(int block) {
        return labels.getFirst().get(block).length;
    }

    @Override
    public M images(int block) {
        return images.get(current).get(block);
    }

    @Override
    public int[] labels(int block) {
        return labels.get(current).get(block);
    }
}
