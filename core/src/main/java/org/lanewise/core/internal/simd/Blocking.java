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

    /** Columns of a matmul block of B, a multiple of every NR: 384 x 256 floats are 384 KiB of L2. */
    static final int NC = 256;

    /** Images that go through scores, loss and gradient together: 64 x 3136 bytes are 196 KiB of L2. */
    static final int IMAGES = 64;

    private Blocking() {}
}
