package org.lanewise.core.internal.simd.matmul;

import java.util.function.IntConsumer;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.kernels.Workers;

/**
 * A product shared out among workers: C is cut along its longer side, so that no sum is divided. One object a thread, used
 * again.
 */
final class Shares implements IntConsumer {

    private Product product;
    private boolean alongRows;
    private int size;

    /** Computes C with the workers' help if the product is worth it, else alone. */
    void compute(Product whole, Workers workers) {
        int rows = whole.c.rows();
        int columns = whole.c.columns();
        if (workers == null || 2.0 * rows * columns * whole.depth() < Blocking.SHARED_FLOPS) {
            SimdMatmul.compute(whole, 0, rows, 0, columns);
            return;
        }
        product = whole;
        // Columns rather than rows: packing A again for each share costs less than packing B again.
        alongRows = columns < Blocking.SHARED_COLUMNS && columns < rows;
        int length = alongRows ? rows : columns;
        int granule = alongRows ? Blocking.MR : Blocking.NR;
        size = Math.ceilDiv(Math.ceilDiv(length, workers.threads()), granule) * granule;
        try {
            workers.run(Math.ceilDiv(length, size), this);
        } finally {
            product = null;
        }
    }

    @Override
    public void accept(int share) {
        int from = share * size;
        if (alongRows) {
            SimdMatmul.compute(product, from, Math.min(size, product.c.rows() - from), 0, product.c.columns());
        } else {
            SimdMatmul.compute(product, 0, product.c.rows(), from, Math.min(size, product.c.columns() - from));
        }
    }
}
