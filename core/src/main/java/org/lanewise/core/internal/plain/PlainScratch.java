package org.lanewise.core.internal.plain;

/** The arrays of one thread, used again by each call. */
final class PlainScratch {

    /** Without a lambda, whose first one takes the VM milliseconds. */
    private static final ThreadLocal<PlainScratch> OF_THREAD = new ThreadLocal<>() {
        @Override
        protected PlainScratch initialValue() {
            return new PlainScratch();
        }
    };

    final BlockProduct blocks = new BlockProduct();
    final PlainMatmul matmul = new PlainMatmul(blocks);
    final PlainScores scores = new PlainScores(blocks);
    final PlainModel model = new PlainModel();
    final PlainRows rows = new PlainRows();
    final PlainDistances distances = new PlainDistances();
    final double[] doubleLanes = Dots.doubleLanes();

    private PlainScratch() {}

    static PlainScratch ofThread() {
        return OF_THREAD.get();
    }
}
