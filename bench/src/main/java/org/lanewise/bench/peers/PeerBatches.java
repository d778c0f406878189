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
final class PeerBatches<M> {

    /** About so many images are prepared, whatever the size of a minibatch. */
    static final int IMAGES = 10_000;

    private final List<M> images = new ArrayList<>();
    private final List<int[]> labels = new ArrayList<>();
    private int current = -1;

    PeerBatches(Peer<M> peer, TrainingTask task) {
        Minibatches batches = task.shuffled();
        int count = Math.max(1, Math.min(IMAGES, task.images().size()) / task.batchSize());
        for (int batch = 0; batch < count && batches.next(); batch++) {
            M prepared = peer.allocate(task.batchSize(), task.start().features());
            prepare(batches.features(), task.preprocessing(), peer.elements(prepared));
            images.add(prepared);
            labels.add(Arrays.copyOf(batches.labels(), task.batchSize()));
        }
    }

    private static void prepare(Features pixels, Preprocessing preprocessing, MemorySegment floats) {
        long index = 0;
        for (int image = 0; image < pixels.rows(); image++) {
            for (int feature = 0; feature < pixels.columns(); feature++) {
                float value = (float) preprocessing.apply(pixels.get(image, feature), feature);
                floats.setAtIndex(ValueLayout.JAVA_FLOAT, index++, value);
            }
        }
    }

    void next() {
        current = current + 1 == images.size() ? 0 : current + 1;
    }

    M images() {
        return images.get(current);
    }

    int[] labels() {
        return labels.get(current);
    }
}
