package org.lanewise.core.internal.simd;

import org.lanewise.core.internal.Machine;

/**
 * Every block and tile size. Tiles are counted in vectors; blocks are chosen for 32 KiB of L1 and 1 MiB of L2 a core,
 * the reference machine's.
 */
final class Blocking {

    /** Rows of the large matmul tile: 12 x 2 accumulators, 2 vectors of B and a broadcast are 27 of 32 registers. */
    static final int MR = 12;

    /** Rows of the small matmul tile, for edges and for machines with 16 registers. */
    static final int MR_SMALL = 4;

    /** Rows of the tile that matmul prefers here. */
    static final int MR_PREFERRED = Machine.VECTOR_REGISTERS >= 32 ? MR : MR_SMALL;

    /** Vectors across a matmul tile. */
    static final int NR_VECTORS = 2;

    /** Columns of a matmul tile. */
    static final int NR = NR_VECTORS * Lanes.L;

    /** Depth of a matmul block: a sliver of A, 12 x 384 floats, is 18 KiB of L1. */
    static final int KC = 384;

    /** Distance of the rows of packed A: constant, so that all rows of a tile are one base and fixed displacements. */
    static final int A_STRIDE = KC + 16;

    /** Rows of a matmul block of A, a multiple of both tile heights: 96 x 400 floats are 150 KiB of L2. */
    static final int MC = 96;

    /**
     * Columns of a matmul block of B, a multiple of every NR: 384 x 1024 floats are 1.5 MiB of L3, streamed panel by panel.
     * 256 columns, all in L2, pack A four times as often: 2048 cubed ran at 89 GFLOP/s, 512 at 90, 1024 at 97.
     */
    static final int NC = 1024;

    /** Most rows of C of a flat product, which reads B where it lies. */
    static final int FLAT_ROWS = 15;

    /** Rows of B in a block of a flat product: C is read and written once for each block, and each row is a stream. */
    static final int FLAT_DEPTH = 32;

    /** Rows of op(A) that a narrow product transposes together. */
    static final int NARROW_BLOCK = 16;

    /** From so many rows of C on, a narrow product copies B: aligned rows that do not compete for cache sets. */
    static final int NARROW_PACK_FROM = 16;

    /**
     * Images that go through scores, loss and gradient together: 64 x 3136 bytes are 196 KiB of L2. With 10 classes blocks
     * of 32 to 128 are equally fast; with 100, whose weights are streamed once a block, 32 is a tenth slower.
     */
    static final int IMAGES = 64;

    /** Features of a small minibatch's gradient that are summed before the weights are read: 5 x 512 floats of L1. */
    static final int PREPARED = 512;

    private Blocking() {}
}
