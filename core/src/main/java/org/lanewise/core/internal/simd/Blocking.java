package org.lanewise.core.internal.simd;

import org.lanewise.core.internal.Machine;

/**
 * Every block and tile size. Tiles are counted in vectors; blocks are chosen for 32 KiB of L1 and 1 MiB of L2 a core,
 * the reference machine's.
 */
final class Blocking {

    /** Rows of the small matmul tile, for edges and for machines with 16 registers. */
    static final int MR_SMALL = 4;

    /** Rows of a matmul tile: 8 x 2 accumulators, 2 vectors of B and 8 broadcasts are 26 of 32 registers. */
    static final int MR = Machine.VECTOR_REGISTERS >= 32 ? 8 : MR_SMALL;

    /** Vectors across a matmul tile. */
    static final int NR_VECTORS = 2;

    /** Columns of a matmul tile. */
    static final int NR = NR_VECTORS * Lanes.L;

    /** Depth of a matmul block. */
    static final int KC = 256;

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
    static final int FLAT_ROWS = 16;

    /** Products so shallow are flat as well, whatever their rows. */
    static final int SHALLOW = Integer.getInteger("sh", 4);

    /** Rows of C in a block of a flat product. */
    static final int FLAT_GROUP = 20;

    /** Most rows of a tile of a flat product. */
    static final int OUTER_HEIGHT = Machine.VECTOR_REGISTERS >= 32 ? 5 : 4;

    /** Vectors across such a tile. */
    static final int OUTER_VECTORS = Machine.VECTOR_REGISTERS >= 32 ? 4 : 2;

    /** Vectors across a tile of 2 rows. */
    static final int SLIM_VECTORS = Machine.VECTOR_REGISTERS >= 32 ? 8 : 4;

    /** Rows of B in a block of a flat product: C is read and written once for each block, and each row is a stream. */
    static final int FLAT_DEPTH = 32;

    /** Distance of the factors of one row of B and the next, for a tile of a flat product. */
    static final int FACTORS = 8;

    /** Rows of C in a block of a narrow product. */
    static final int NARROW_ROWS = Integer.getInteger("nr", 32);

    /** Most columns of C in a block of a narrow product. */
    static final int NARROW_COLUMNS = Integer.getInteger("nc", 16);

    /** Floats of B in a block of a narrow product: 20 KiB stay in L1. */
    static final int NARROW_CHUNK = Integer.getInteger("nk", 7680);

    /** Most columns of a narrow product whose tiles are higher than wide. */
    static final int NARROW_SLIM = 2;

    /** Rows of such a tile. */
    static final int SLIM_HEIGHT = Machine.VECTOR_REGISTERS >= 32 ? 9 : 4;

    /** Columns of the other tiles of 4 rows, beside those of 5 columns with 32 registers. */
    static final int DOT_WIDTH = Machine.VECTOR_REGISTERS >= 32 ? 4 : 2;

    /** Rows of op(A) that a narrow product transposes together. */
    static final int NARROW_BLOCK = 16;

    /** From so many rows of C on, a narrow product copies B: aligned rows that do not compete for cache sets. */
    static final int NARROW_PACK_FROM = 16;

    /** Images that go through scores, loss and gradient together: 64 x 3136 bytes are 196 KiB of L2. */
    static final int IMAGES = 64;

    private Blocking() {}
}
