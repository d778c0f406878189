package org.lanewise.bench.peers;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ejml.EjmlVersion;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;
import org.ejml.dense.row.mult.VectorVectorMult_FDRM;
import org.lanewise.core.kernels.Transpose;

/** EJML, plain Java, on dense matrices of floats on the heap. */
public final class Ejml implements Peer<FMatrixRMaj> {

    /** {@code C = alpha op(A) op(B)}, with A, with B, with both transposed; then the same added to C. */
    private static final List<Multiplication> ON_ONE_THREAD = List.of(
            CommonOps_FDRM::mult,
            CommonOps_FDRM::multTransA,
            CommonOps_FDRM::multTransB,
            CommonOps_FDRM::multTransAB,
            CommonOps_FDRM::multAdd,
            CommonOps_FDRM::multAddTransA,
            CommonOps_FDRM::multAddTransB,
            CommonOps_FDRM::multAddTransAB);

    /** The same on several threads. */
    private static final List<Multiplication> ON_THREADS = List.of(
            CommonOps_MT_FDRM::mult,
            CommonOps_MT_FDRM::multTransA,
            CommonOps_MT_FDRM::multTransB,
            CommonOps_MT_FDRM::multTransAB,
            CommonOps_MT_FDRM::multAdd,
            CommonOps_MT_FDRM::multAddTransA,
            CommonOps_MT_FDRM::multAddTransB,
            CommonOps_MT_FDRM::multAddTransAB);

    private static final int FORMS = 4;

    private final int threads;
    private final List<Multiplication> multiplications;

    private Ejml(int threads) {
        this.threads = threads;
        this.multiplications = threads == 1 ? ON_ONE_THREAD : ON_THREADS;
    }

    private interface Multiplication {
        void run(float alpha, FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c);
    }

    /**
     * Makes the peer.
     *
     * @param threads threads that share a product
     * @return the peer
     */
    public static Ejml load(int threads) {
        EjmlConcurrency.setMaxThreads(threads);
        return new Ejml(threads);
    }

    @Override
    public String description() {
        return "EJML " + EjmlVersion.VERSION + ", threads: " + threads;
    }

    @Override
    public FMatrixRMaj allocate(int rows, int columns) {
        return new FMatrixRMaj(rows, columns);
    }

    @Override
    public MemorySegment elements(FMatrixRMaj matrix) {
        return MemorySegment.ofArray(matrix.data);
    }

    /** EJML knows C as overwritten or as added to; with another beta C is scaled first. */
    @Override
    public void multiply(
            float alpha,
            Transpose transposeA,
            FMatrixRMaj a,
            Transpose transposeB,
            FMatrixRMaj b,
            float beta,
            FMatrixRMaj c) {
        if (beta != 0 && beta != 1) {
            CommonOps_FDRM.scale(beta, c);
        }
        int form = (transposeA == Transpose.NO ? 0 : 1) + (transposeB == Transpose.NO ? 0 : 2);
        multiplications.get(beta == 0 ? form : FORMS + form).run(alpha, a, b, c);
    }

    @Override
    public double sumOfSquares(FMatrixRMaj matrix) {
        return VectorVectorMult_FDRM.innerProd(matrix, matrix);
    }
}
