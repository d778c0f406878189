package org.lanewise.bench.peers;

/**
 * Minibatches, cut into blocks that a peer takes one at a time, as floats.
 *
 * @param <M> the peer's matrix
 */
interface Blocks<M> {

    /** Goes to the next minibatch. */
    void nextMinibatch();

    /** {@return how many blocks a minibatch has} */
    int count();

    /** How many images a block has; only the last may have fewer than the others. */
    int size(int block);

    /** The prepared images of a block, to be read before those of the next block are asked for. */
    M images(int block);

    /** The class of each of these images. */
    int[] labels(int block);
}
