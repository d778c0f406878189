package org.lanewise.bench.auto;

/** The heap arrays of one thread, which grow to the sizes used and stay. */
final class AutoHeap {

    private static final ThreadLocal<AutoHeap> OF_THREAD = ThreadLocal.withInitial(AutoHeap::new);

    final AutoMatmul matmul = new AutoMatmul();
    final AutoFeatures features = new AutoFeatures();
    final AutoRows rows = new AutoRows();
    final AutoModel model = new AutoModel();
    final AutoPrepared prepared = new AutoPrepared();

    private AutoHeap() {}

    static AutoHeap ofThread() {
        return OF_THREAD.get();
    }
}
