package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Blocking.A_STRIDE;
import static org.lanewise.core.internal.simd.Blocking.NR;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Outer-product micro-kernels: a tile of C, rows x 2 vectors, stays in registers while k runs.
 *
 * <pre>
 *                   ba      bb         packed B, k-th row of the panel: 2 vectors
 *   a[k, row 0]   [ c0a ] [ c0b ]
 *   a[k, row 1]   [ c1a ] [ c1b ]      each element of A is broadcast, and multiplied with both
 *     ...
 * </pre>
 */
final class MatmulTiles {

    private MatmulTiles() {}

    static void tile12x2(int depth, float[] a, int ia, float[] b, int ib, float[] c) {
        FloatVector c0a = FloatVector.fromArray(F, c, 0);
        FloatVector c0b = FloatVector.fromArray(F, c, L);
        FloatVector c1a = FloatVector.fromArray(F, c, NR);
        FloatVector c1b = FloatVector.fromArray(F, c, NR + L);
        FloatVector c2a = FloatVector.fromArray(F, c, 2 * NR);
        FloatVector c2b = FloatVector.fromArray(F, c, 2 * NR + L);
        FloatVector c3a = FloatVector.fromArray(F, c, 3 * NR);
        FloatVector c3b = FloatVector.fromArray(F, c, 3 * NR + L);
        FloatVector c4a = FloatVector.fromArray(F, c, 4 * NR);
        FloatVector c4b = FloatVector.fromArray(F, c, 4 * NR + L);
        FloatVector c5a = FloatVector.fromArray(F, c, 5 * NR);
        FloatVector c5b = FloatVector.fromArray(F, c, 5 * NR + L);
        FloatVector c6a = FloatVector.fromArray(F, c, 6 * NR);
        FloatVector c6b = FloatVector.fromArray(F, c, 6 * NR + L);
        FloatVector c7a = FloatVector.fromArray(F, c, 7 * NR);
        FloatVector c7b = FloatVector.fromArray(F, c, 7 * NR + L);
        FloatVector c8a = FloatVector.fromArray(F, c, 8 * NR);
        FloatVector c8b = FloatVector.fromArray(F, c, 8 * NR + L);
        FloatVector c9a = FloatVector.fromArray(F, c, 9 * NR);
        FloatVector c9b = FloatVector.fromArray(F, c, 9 * NR + L);
        FloatVector c10a = FloatVector.fromArray(F, c, 10 * NR);
        FloatVector c10b = FloatVector.fromArray(F, c, 10 * NR + L);
        FloatVector c11a = FloatVector.fromArray(F, c, 11 * NR);
        FloatVector c11b = FloatVector.fromArray(F, c, 11 * NR + L);
        for (int k = 0; k < depth; k++) {
            FloatVector ba = FloatVector.fromArray(F, b, ib + k * NR);
            FloatVector bb = FloatVector.fromArray(F, b, ib + k * NR + L);
            FloatVector row = FloatVector.broadcast(F, a[ia + k]);
            c0a = FMA ? row.fma(ba, c0a) : row.mul(ba).add(c0a);
            c0b = FMA ? row.fma(bb, c0b) : row.mul(bb).add(c0b);
            row = FloatVector.broadcast(F, a[ia + k + A_STRIDE]);
            c1a = FMA ? row.fma(ba, c1a) : row.mul(ba).add(c1a);
            c1b = FMA ? row.fma(bb, c1b) : row.mul(bb).add(c1b);
            row = FloatVector.broadcast(F, a[ia + k + 2 * A_STRIDE]);
            c2a = FMA ? row.fma(ba, c2a) : row.mul(ba).add(c2a);
            c2b = FMA ? row.fma(bb, c2b) : row.mul(bb).add(c2b);
            row = FloatVector.broadcast(F, a[ia + k + 3 * A_STRIDE]);
            c3a = FMA ? row.fma(ba, c3a) : row.mul(ba).add(c3a);
            c3b = FMA ? row.fma(bb, c3b) : row.mul(bb).add(c3b);
            row = FloatVector.broadcast(F, a[ia + k + 4 * A_STRIDE]);
            c4a = FMA ? row.fma(ba, c4a) : row.mul(ba).add(c4a);
            c4b = FMA ? row.fma(bb, c4b) : row.mul(bb).add(c4b);
            row = FloatVector.broadcast(F, a[ia + k + 5 * A_STRIDE]);
            c5a = FMA ? row.fma(ba, c5a) : row.mul(ba).add(c5a);
            c5b = FMA ? row.fma(bb, c5b) : row.mul(bb).add(c5b);
            row = FloatVector.broadcast(F, a[ia + k + 6 * A_STRIDE]);
            c6a = FMA ? row.fma(ba, c6a) : row.mul(ba).add(c6a);
            c6b = FMA ? row.fma(bb, c6b) : row.mul(bb).add(c6b);
            row = FloatVector.broadcast(F, a[ia + k + 7 * A_STRIDE]);
            c7a = FMA ? row.fma(ba, c7a) : row.mul(ba).add(c7a);
            c7b = FMA ? row.fma(bb, c7b) : row.mul(bb).add(c7b);
            row = FloatVector.broadcast(F, a[ia + k + 8 * A_STRIDE]);
            c8a = FMA ? row.fma(ba, c8a) : row.mul(ba).add(c8a);
            c8b = FMA ? row.fma(bb, c8b) : row.mul(bb).add(c8b);
            row = FloatVector.broadcast(F, a[ia + k + 9 * A_STRIDE]);
            c9a = FMA ? row.fma(ba, c9a) : row.mul(ba).add(c9a);
            c9b = FMA ? row.fma(bb, c9b) : row.mul(bb).add(c9b);
            row = FloatVector.broadcast(F, a[ia + k + 10 * A_STRIDE]);
            c10a = FMA ? row.fma(ba, c10a) : row.mul(ba).add(c10a);
            c10b = FMA ? row.fma(bb, c10b) : row.mul(bb).add(c10b);
            row = FloatVector.broadcast(F, a[ia + k + 11 * A_STRIDE]);
            c11a = FMA ? row.fma(ba, c11a) : row.mul(ba).add(c11a);
            c11b = FMA ? row.fma(bb, c11b) : row.mul(bb).add(c11b);
        }
        c0a.intoArray(c, 0);
        c0b.intoArray(c, L);
        c1a.intoArray(c, NR);
        c1b.intoArray(c, NR + L);
        c2a.intoArray(c, 2 * NR);
        c2b.intoArray(c, 2 * NR + L);
        c3a.intoArray(c, 3 * NR);
        c3b.intoArray(c, 3 * NR + L);
        c4a.intoArray(c, 4 * NR);
        c4b.intoArray(c, 4 * NR + L);
        c5a.intoArray(c, 5 * NR);
        c5b.intoArray(c, 5 * NR + L);
        c6a.intoArray(c, 6 * NR);
        c6b.intoArray(c, 6 * NR + L);
        c7a.intoArray(c, 7 * NR);
        c7b.intoArray(c, 7 * NR + L);
        c8a.intoArray(c, 8 * NR);
        c8b.intoArray(c, 8 * NR + L);
        c9a.intoArray(c, 9 * NR);
        c9b.intoArray(c, 9 * NR + L);
        c10a.intoArray(c, 10 * NR);
        c10b.intoArray(c, 10 * NR + L);
        c11a.intoArray(c, 11 * NR);
        c11b.intoArray(c, 11 * NR + L);
    }

    static void tile4x2(int depth, float[] a, int ia, float[] b, int ib, float[] c) {
        FloatVector c0a = FloatVector.fromArray(F, c, 0);
        FloatVector c0b = FloatVector.fromArray(F, c, L);
        FloatVector c1a = FloatVector.fromArray(F, c, NR);
        FloatVector c1b = FloatVector.fromArray(F, c, NR + L);
        FloatVector c2a = FloatVector.fromArray(F, c, 2 * NR);
        FloatVector c2b = FloatVector.fromArray(F, c, 2 * NR + L);
        FloatVector c3a = FloatVector.fromArray(F, c, 3 * NR);
        FloatVector c3b = FloatVector.fromArray(F, c, 3 * NR + L);
        for (int k = 0; k < depth; k++) {
            FloatVector ba = FloatVector.fromArray(F, b, ib + k * NR);
            FloatVector bb = FloatVector.fromArray(F, b, ib + k * NR + L);
            FloatVector row = FloatVector.broadcast(F, a[ia + k]);
            c0a = FMA ? row.fma(ba, c0a) : row.mul(ba).add(c0a);
            c0b = FMA ? row.fma(bb, c0b) : row.mul(bb).add(c0b);
            row = FloatVector.broadcast(F, a[ia + k + A_STRIDE]);
            c1a = FMA ? row.fma(ba, c1a) : row.mul(ba).add(c1a);
            c1b = FMA ? row.fma(bb, c1b) : row.mul(bb).add(c1b);
            row = FloatVector.broadcast(F, a[ia + k + 2 * A_STRIDE]);
            c2a = FMA ? row.fma(ba, c2a) : row.mul(ba).add(c2a);
            c2b = FMA ? row.fma(bb, c2b) : row.mul(bb).add(c2b);
            row = FloatVector.broadcast(F, a[ia + k + 3 * A_STRIDE]);
            c3a = FMA ? row.fma(ba, c3a) : row.mul(ba).add(c3a);
            c3b = FMA ? row.fma(bb, c3b) : row.mul(bb).add(c3b);
        }
        c0a.intoArray(c, 0);
        c0b.intoArray(c, L);
        c1a.intoArray(c, NR);
        c1b.intoArray(c, NR + L);
        c2a.intoArray(c, 2 * NR);
        c2b.intoArray(c, 2 * NR + L);
        c3a.intoArray(c, 3 * NR);
        c3b.intoArray(c, 3 * NR + L);
    }
}
