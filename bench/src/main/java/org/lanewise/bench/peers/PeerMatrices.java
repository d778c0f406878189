package org.lanewise.bench.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.FloatMatrix;

/** Copies between Lanewise's matrices and a peer's. */
final class PeerMatrices {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private PeerMatrices() {}

    static <M> M copyOf(Peer<M> peer, FloatMatrix source) {
        M copy = peer.allocate(source.rows(), source.columns());
        MemorySegment elements = peer.elements(copy);
        for (int row = 0; row < source.rows(); row++) {
            long offset = (long) row * source.columns() * Float.BYTES;
            MemorySegment.copy(source.segment(), FLOAT, source.offset(row), elements, FLOAT, offset, source.columns());
        }
        return copy;
    }

    static <M> FloatMatrix toFloatMatrix(Peer<M> peer, M source, int rows, int columns) {
        FloatMatrix copy = FloatMatrix.allocate(Arena.ofAuto(), rows, columns);
        MemorySegment.copy(
                peer.elements(source), 0, copy.segment(), copy.offset(), (long) rows * columns * Float.BYTES);
        return copy;
    }
}
