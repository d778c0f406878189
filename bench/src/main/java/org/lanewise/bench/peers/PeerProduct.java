package org.lanewise.bench.peers;

import org.lanewise.bench.implementations.Product;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/**
 * A peer's matrix product on copies of Lanewise's operands.
 *
 * @param <M> the peer's matrix
 */
public final class PeerProduct<M> implements Product {

    private final Peer<M> peer;
    private final Transpose transposeA;
    private final Transpose transposeB;
    private final int rows;
    private final int columns;
    private final M a;
    private final M b;
    private final M c;

    /**
     * Converts the operands.
     *
     * @param peer who multiplies
     * @param transposeA whether A is read transposed
     * @param a A as stored
     * @param transposeB whether B is read transposed
     * @param b B as stored
     */
    public PeerProduct(Peer<M> peer, Transpose transposeA, FloatMatrix a, Transpose transposeB, FloatMatrix b) {
        this.peer = peer;
        this.transposeA = transposeA;
        this.transposeB = transposeB;
        this.rows = transposeA == Transpose.NO ? a.rows() : a.columns();
        this.columns = transposeB == Transpose.NO ? b.columns() : b.rows();
        this.a = PeerMatrices.copyOf(peer, a);
        this.b = PeerMatrices.copyOf(peer, b);
        this.c = peer.allocate(rows, columns);
    }

    @Override
    public void run() {
        peer.multiply(1f, transposeA, a, transposeB, b, 0f, c);
    }

    @Override
    public FloatMatrix result() {
        return PeerMatrices.toFloatMatrix(peer, c, rows, columns);
    }
}
