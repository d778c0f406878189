package org.lanewise.bench.peers;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lanewise.bench.implementations.TrainingTask;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.model.Preprocessing;

/**
 * Minibatches as a peer would love to have them: shuffled, gathered, preprocessed and converted to contiguous floats
 * before the clock runs. All 50,000 images of CIFAR-10 would be 614 MB, so there are only {@value #IMAGES} of them,
 * 123 MB, more than the caches of most machines hold, which are walked in a circle.
 *
 * @param <M> the peer's matrix
 */
final class PreparedImages<M> {

    /** About so many images are prepared, whatever the size of a minibatch. */
    static final int IMAGES = 10_000;

    private final Peer<M> peer;
    private final int batchSize;
    private final int features;
    private final List<M> minibatches = new ArrayList<>();
    private final List<int[]> labels = new ArrayList<>();

    PreparedImages(Peer<M> peer, TrainingTask task) {
        this.peer = peer;
        this.batchSize = task.batchSize();
        this.features = task.start().features();
        Minibatches batches = task.shuffled();
        int count = Math.max(1, Math.min(IMAGES, task.images().size()) / batchSize);
        for (int batch = 0; batch < count && batches.next(); batch++) {
            M prepared = peer.allocate(batchSize, features);
            prepare(batches.features(), task.preprocessing(), peer.elements(prepared));
            minibatches.add(prepared);
            labels.add(Arrays.copyOf(batches.labels(), batchSize));
        }
    }

    /** Row by row, by way of arrays, which C2 makes vector code of: else preparing takes longer than measuring. */
    private static void prepare(Features images, Preprocessing preprocessing, MemorySegment floats) {
        float[] mean = preprocessing.mean().toArray();
        float[] scale = preprocessing.scale().toArray();
        float[] row = new float[images.columns()];
        for (int image = 0; image < images.rows(); image++) {
            read(images, image, row);
            for (int feature = 0; feature < row.length; feature++) {
                row[feature] = (row[feature] - mean[feature]) * scale[feature];
            }
            long offset = (long) image * row.length * Float.BYTES;
            MemorySegment.copy(row, 0, floats, ValueLayout.JAVA_FLOAT, offset, row.length);
        }
    }

    private static void read(Features images, int image, float[] row) {
        MemorySegment segment = images.segment(image);
        long offset = images.offset(image);
        if (images.element() == Features.Element.FLOAT) {
            MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT_UNALIGNED, offset, row, 0, row.length);
            return;
        }
        byte[] pixels = new byte[row.length];
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, pixels, 0, row.length);
        for (int feature = 0; feature < row.length; feature++) {
            row[feature] = pixels[feature] & 0xFF;
        }
    }

    /** The minibatches in matrices of so many images each, copied if need be; the last one of each may be smaller. */
    Blocks<M> inBlocksOf(int images) {
        List<List<M>> blocks = new ArrayList<>();
        List<List<int[]>> labelsOfBlocks = new ArrayList<>();
        for (int batch = 0; batch < minibatches.size(); batch++) {
            List<M> ofBatch = new ArrayList<>();
            List<int[]> labelsOfBatch = new ArrayList<>();
            int[] all = labels.get(batch);
            for (int from = 0; from < all.length; from += images) {
                int to = Math.min(from + images, all.length);
                ofBatch.add(block(minibatches.get(batch), from, to));
                labelsOfBatch.add(Arrays.copyOfRange(all, from, to));
            }
            blocks.add(ofBatch);
            labelsOfBlocks.add(labelsOfBatch);
        }
        return new PreparedBlocks<>(blocks, labelsOfBlocks);
    }

    private M block(M minibatch, int from, int to) {
        if (to - from == batchSize) {
            return minibatch;
        }
        M block = peer.allocate(to - from, features);
        long row = (long) features * Float.BYTES;
        MemorySegment.copy(peer.elements(minibatch), from * row, peer.elements(block), 0, (to - from) * row);
        return block;
    }
}
