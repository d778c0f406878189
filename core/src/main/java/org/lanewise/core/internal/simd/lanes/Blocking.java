package org.lanewise.core.internal.simd.lanes;

import org.lanewise.core.internal.Caches;
import org.lanewise.core.internal.Machine;

/**
 * Every block and tile size. Tiles are counted in vectors; blocks are chosen for 32 KiB of L1 and 1 MiB of L2 per core,
 * and for more where {@link Caches} knows of it and it was measured. The measurements are in docs/lab, by machine.
 */
public final class Blocking {

    /** Whether there are registers for the large tiles: 32 with AVX-512 and on ARM, 16 on other x86. */
    public static final boolean MANY_REGISTERS = Machine.VECTOR_REGISTERS >= 32;

    /** Rows of a matmul tile: 8 x 2 accumulators, 2 vectors of B and 8 broadcasts are 26 of 32 registers. */
    public static final int MR = MANY_REGISTERS ? 8 : 4;

    /** Rows of the matmul tile for the last rows. */
    public static final int MR_SMALL = 4;

    /** Columns of a matmul tile: two vectors. */
    public static final int NR = 2 * Lanes.L;

    /** Bytes of a panel of B 256 deep: 32 KiB with 512 bits, 16 KiB with 256. */
    private static final int PANEL = 256 * NR * Float.BYTES;

    /** Whether L1 holds such a panel, beside rows of A and tiles of C. */
    private static final boolean PANEL_IN_L1 = 3 * PANEL <= 2 * Caches.L1;

    private static final boolean LARGE_L1 = MANY_REGISTERS && Caches.L1 >= 48 << 10;

    /** Depth of a matmul block: deep where a panel comes from L2 anyway, for C is read and written once per block. */
    public static final int KC = PANEL_IN_L1 ? 256 : 1024;

    /** How much deeper a block may be, rather than that there is one more. */
    public static final int KC_SLACK = PANEL_IN_L1 ? 128 : 0;

    /** Floats per row of packed A: more than there are, so that slivers do not compete for cache sets. */
    public static final int A_STRIDE = KC + KC_SLACK + 16;

    /** Whether packed A lies in slivers of MR rows, in each k after k: a tile reads one stream instead of eight. */
    public static final boolean SLIVERS = MANY_REGISTERS && Lanes.L == 16;

    /** Floats of packed A from one row to the next, constant, so that all rows of a tile are one base and fixed displacements. */
    public static final int A_ROW = SLIVERS ? 1 : A_STRIDE;

    /** Floats of packed A from one k to the next. */
    public static final int A_K = SLIVERS ? MR : 1;

    /** Rows of a matmul block of A, a multiple of every tile height: up to 300 or 390 KiB of L2. */
    public static final int MC = LARGE_L1 ? 192 : 96;

    /** Columns of a matmul block of B, a multiple of every NR: 1024 x 512 floats stream panel by panel. */
    public static final int NC = 512;

    /** Most rows, columns and products an element of a small product, which reads its operands where they lie. */
    public static final int DIRECT = 128;

    /** From so many FLOP on a product is shared out among threads. */
    public static final double SHARED_FLOPS = 1e6;

    /** With so many columns C is cut along them even if it has more rows. */
    public static final int SHARED_COLUMNS = 128;

    /** Most rows of C of a flat product, which reads B where it lies. */
    public static final int FLAT_ROWS = 16;

    /** Products so shallow are flat as well, whatever their rows. */
    public static final int SHALLOW = 4;

    /** Rows of C in a block of a flat product. */
    public static final int FLAT_GROUP = 20;

    /** Most rows of a tile of a flat product. */
    public static final int OUTER_HEIGHT = MANY_REGISTERS ? 5 : 4;

    /** Vectors across such a tile. */
    public static final int OUTER_VECTORS = MANY_REGISTERS ? 4 : 2;

    /** Vectors across a tile of 2 rows. */
    public static final int SLIM_VECTORS = MANY_REGISTERS ? 8 : 4;

    /** Rows of B in a block of a flat product: C is read and written once per block, and each row is a stream. */
    public static final int FLAT_DEPTH = 64;

    /** Bytes of B from which on a flat product takes {@link #FLAT_STREAMED} rows per block: L3 may not hold more. */
    public static final long FLAT_CACHED = 4L << 20;

    /** Rows of B in a block that comes from memory, where fewer streams can be followed. */
    public static final int FLAT_STREAMED = 16;

    /** Floats of a block of B that stays in L1, so that tiles can go along the rows of C. */
    public static final int FLAT_L1 = 6144;

    /** Distance of the factors of one row of B and the next, for a tile of a flat product. */
    public static final int FACTORS = 8;

    /** Rows of C in a block of a narrow product. */
    public static final int NARROW_ROWS = 32;

    /** Columns of C in a panel of a narrow product, where tiles are 2 wide. */
    public static final int NARROW_PANEL = 10;

    /** Floats of B in a block of a narrow product: 60 KiB that stream from L2, or 20 KiB that stay in a large L1. */
    public static final int NARROW_CHUNK = LARGE_L1 ? 5120 : 15360;

    /** Depth of a block of a narrow product of one row of tiles, which reads B but once. */
    public static final int NARROW_LONGEST = 1 << 20;

    /** Most columns of a narrow product whose tiles are higher than wide. */
    public static final int NARROW_SLIM = 2;

    /** Columns of the other tiles of 4 rows, beside those of 5 columns with 32 registers. */
    public static final int DOT_WIDTH = MANY_REGISTERS ? 4 : 2;

    /** Rows of op(A) that a narrow product transposes together. */
    public static final int NARROW_BLOCK = 16;

    /** From so many rows of C on, a narrow product copies B: aligned rows that do not compete for cache sets. */
    public static final int NARROW_PACK_FROM = 16;

    /** Most examples that go through scores, loss and gradient together. */
    public static final int EXAMPLES = 64;

    /** Bytes of a block of gathered examples, 64 rows of 3072 bytes or 768 floats, for L2; longer rows come in smaller blocks. */
    public static final long BLOCK_BYTES = 64 * 3264;

    /** Examples of the smallest block, so that G is read and written for at least so many. */
    public static final int FEWEST_EXAMPLES = 16;

    /** Queries that stay in L2 while images pass by: 128 x 3136 bytes are 392 KiB, and gathering images is a tenth of the work. */
    public static final int QUERIES = 128;

    /** Features of a small minibatch's gradient that are summed before the weights are read: 5 x 512 floats of L1. */
    public static final int PREPARED = 512;

    /** Features of the weights that a small minibatch's images go by in turn: 32 rounds, for 40 are compiled twice. */
    public static final int PREPARED_SCORES = 512;

    /** Features of the gradient that are summed over the last block of images, then used: 10 x 512 floats of L1. */
    public static final int UPDATED = 512;

    /** Bytes of a gradient up to which each thread has its own. */
    public static final long OWN_GRADIENT = 1 << 20;

    /** Blocks of examples that go through each pass of several threads together: 784 KiB, for the L2 of two cores. */
    public static final int SHARED_BLOCKS = 4;

    /** From so many elements or products on a pass over a minibatch is shared out among threads. */
    public static final int SHARED_WORK = 16_384;

    private Blocking() {}
}
