package org.lanewise.core.internal.simd.gather;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.internal.simd.lanes.Blocking;

/**
 * Copies rows into a {@link FeatureBlock}. Rows of a shuffled minibatch lie anywhere, and each waits for memory: those of one
 * file are copied side by side, a piece of each in turn ({@link RowCopies}), so that their misses overlap. Rows that follow one
 * another are one stream, which the hardware fetches in advance. One object per thread, used again.
 */
public final class Gathering {

    private final MemorySegment[] segments = new MemorySegment[Blocking.EXAMPLES];
    private final long[] offsets = new long[Blocking.EXAMPLES];
    private final RowCopies copies = new RowCopies();

    /** Copies rows {@code from .. from + count}, at most {@link Blocking#EXAMPLES}, to a block, from its row {@code target} on. */
    public void gather(Features features, int from, int count, FeatureBlock block, int target) {
        for (int i = 0; i < count; i++) {
            segments[i] = features.segment(from + i);
            offsets[i] = features.offset(from + i);
        }
        if (consecutive(count, features.rowBytes())) {
            for (int i = 0; i < count; i++) {
                copies.copy(segments[i], offsets[i], block, target + i);
                Faults.raise(segments[i]);
            }
            Arrays.fill(segments, 0, count, null);
        } else {
            copyShuffled(count, block, target);
        }
        pad(block, target, count);
    }

    /** Whether the rows lie one after another, as in a set that is read in its order. */
    private boolean consecutive(int rows, long rowBytes) {
        long distance = offsets[rows - 1] - offsets[0];
        return segments[0] == segments[rows - 1] && distance >= 0 && distance < rows * rowBytes;
    }

    private void copyShuffled(int count, FeatureBlock block, int target) {
        for (int first = 0; first < count; first++) {
            MemorySegment segment = segments[first];
            if (segment == null) {
                continue;
            }
            copies.begin(segment);
            for (int i = first; i < count; i++) {
                if (segments[i] == segment) {
                    segments[i] = null;
                    copies.add(offsets[i], target + i);
                }
            }
            copies.run(block);
            Faults.raise(segment);
        }
    }

    private static void pad(FeatureBlock block, int target, int count) {
        int stride = block.stride();
        for (int i = target; i < target + count; i++) {
            int from = i * stride + block.features();
            int to = (i + 1) * stride;
            if (block.element() == Element.BYTE) {
                Arrays.fill(block.bytes(), from, to, (byte) 0);
            } else {
                Arrays.fill(block.floats(), from, to, 0f);
            }
        }
    }
}
