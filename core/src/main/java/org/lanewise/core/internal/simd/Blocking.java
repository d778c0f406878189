package org.lanewise.core.internal.simd;

import org.lanewise.core.internal.Caches;
import org.lanewise.core.internal.Machine;

/**
 * Every block and tile size. Tiles are counted in vectors; blocks are chosen for 32 KiB of L1 and 1 MiB of L2 a core,
 * the reference machine's, and for more where {@link Caches} knows of it and it was measured.
 */
final class Blocking {

    /** Whether there are registers for the large tiles: 32 with AVX-512 and on ARM, 16 on other x86. */
    static final boolean MANY_REGISTERS = Machine.VECTOR_REGISTERS >= 32;

    /**
     * Rows of a matmul tile. With 32 registers 8 x 2 accumulators, 2 vectors of B and 8 broadcasts are 26 of them. With 16
     * 4 x 2: 0.87 and 0.83 of the speed of OpenBLAS's AVX2 kernels at 256 and 512 cubed, where 12 x 1 had 0.40 and 0.19 to 0.47,
     * 8 x 1 0.44 and 0.42 (Sapphire Rapids; 12 x 1 had been the faster before C was read by way of slices).
     */
    static final int MR = MANY_REGISTERS ? 8 : 4;

    /** Rows of the matmul tile for the last rows. */
    static final int MR_SMALL = 4;

    /** Columns of a matmul tile: two vectors. */
    static final int NR = 2 * Lanes.L;

    /**
     * Whether L1 holds a panel of B 256 deep, 32 KiB with 512 bits, beside rows of A and tiles of C. With 16 registers panels are
     * narrower, but tiles smaller, and so C is what counts, read and written once a block: see {@link #KC}.
     */
    private static final boolean PANEL_IN_L1 = MANY_REGISTERS && Caches.L1 >= 48 << 10;

    /**
     * Depth of a matmul block. Where a panel of B does not fit into L1 anyway, it and A come from L2, of which a tile needs 10
     * bytes a cycle, and blocks are deep, for C is read and written once a block, and waiting for its tiles costs more. Zen 4
     * (32 KiB, one multiply-add a cycle, peak 116), GFLOP/s at 512, 1024 and 2048 cubed: 256 deep 105, 98, 94; 384: 106, 101,
     * 101; 512: 109, 104, 105; 1024: 109, 107, 108. Sapphire Rapids (48 KiB, two a cycle), of OpenBLAS's speed: 256 deep
     * 1.04, 0.98, 0.87 (with 192 rows), 192: 0.96, 0.90, 0.82, 384: 1.01, 0.91, 0.86, 512: 0.95, 0.88, 0.84, 1024: 0.95, 0.91, 0.87.
     * With {@code UseAVX=2} there, of the speed of OpenBLAS's AVX2 kernels: 256 deep 0.84, 0.79, 0.62, 512: 0.87, 0.83, 0.71, 1024:
     * 0.87, 0.83, 0.76, 2048: 0.83, 0.80, 0.80.
     */
    static final int KC = PANEL_IN_L1 ? 256 : 1024;

    /**
     * How much deeper a block may be, rather than that there is one more: 1000 x 700 x 300 in one block of 300 instead of two at
     * 0.92 instead of 0.87 of OpenBLAS's speed (Sapphire Rapids).
     */
    static final int KC_SLACK = PANEL_IN_L1 ? 128 : 0;

    /** Floats of packed A a row, more than there are, so that slivers, MR times as much apart, do not compete for cache sets. */
    static final int A_STRIDE = KC + KC_SLACK + 16;

    /**
     * Whether packed A lies in slivers of MR rows, in each k after k, instead of row after row: a tile reads one stream instead of
     * eight. Of OpenBLAS's speed, rows and slivers, at 256, 512, 1024 and 2048 cubed: 1.05, 1.00, 0.88, 0.80 and 1.12, 1.05, 0.93,
     * 0.85. 256 bits, OpenBLAS's AVX2 kernels, 32 registers: 1.02, 0.97, 0.91 and 1.05, 1.00, 0.90; 16: 0.86, 0.86, 0.84, 0.79 and
     * 0.87, 0.86, 0.80, 0.77, for two vectors are three instructions to mix, not one (Granite Rapids).
     */
    static final boolean SLIVERS = MANY_REGISTERS && Lanes.L == 16;

    /** Floats of packed A from one row to the next, constant, so that all rows of a tile are one base and fixed displacements. */
    static final int A_ROW = SLIVERS ? 1 : A_STRIDE;

    /** Floats of packed A from one k to the next. */
    static final int A_K = SLIVERS ? MR : 1;

    /**
     * Rows of a matmul block of A, a multiple of every tile height. 1024 deep 96 x 1040 floats are 390 KiB of L2, beside a panel
     * of B of 128 KiB; 48 and 64 rows are equally fast beyond noise, 128 3 % slower at 1024 cubed (Zen 4). 256 deep 192 x 272 floats
     * are 204 KiB; 96 rows at 512, 1024 and 2048 cubed 1.02, 0.93, 0.85 of OpenBLAS's speed instead of 1.04, 0.98, 0.87; 288: 1.02,
     * 0.94, 0.87; 384: 0.98, 0.93, 0.84 (Sapphire Rapids). With {@code UseAVX=2} and 1024 deep 48 rows: 0.84, 0.78, 0.73; 96: 0.87,
     * 0.83, 0.76; 192: 0.86, 0.84, 0.78, but 800 KiB are more than L2 of many a machine with AVX2.
     */
    static final int MC = PANEL_IN_L1 ? 192 : 96;

    /**
     * Columns of a matmul block of B, a multiple of every NR: 1024 x 512 floats are 2 MiB, streamed panel by panel. 1024
     * columns are equally fast at 1024 and 2048 cubed, and 3 % slower at 1000 x 300 x 700; 256 deep 1024 and 2048 columns lose
     * 1 to 5 %.
     */
    static final int NC = 512;

    /** Most rows, columns and products an element of a small product, which reads its operands where they lie. */
    static final int DIRECT = 128;

    /** From so many FLOP on a product is shared out among threads. */
    static final double SHARED_FLOPS = 1e6;

    /** With so many columns C is cut along them even if it has more rows. */
    static final int SHARED_COLUMNS = 128;

    /** Most rows of C of a flat product, which reads B where it lies. */
    static final int FLAT_ROWS = 16;

    /** Products so shallow are flat as well, whatever their rows. */
    static final int SHALLOW = 4;

    /** Rows of C in a block of a flat product. */
    static final int FLAT_GROUP = 20;

    /** Most rows of a tile of a flat product. */
    static final int OUTER_HEIGHT = MANY_REGISTERS ? 5 : 4;

    /** Vectors across such a tile. */
    static final int OUTER_VECTORS = MANY_REGISTERS ? 4 : 2;

    /** Vectors across a tile of 2 rows. */
    static final int SLIM_VECTORS = MANY_REGISTERS ? 8 : 4;

    /**
     * Rows of B in a block of a flat product: C is read and written once for each block, and each row is a stream. With 10 rows
     * of C, 33, 256 and 1024 deep: 98, 93, 49-58 GFLOP/s; blocks of 32: 87, 89, 47; of 16: 83, -, 61.
     */
    static final int FLAT_DEPTH = 64;

    /** Bytes of B from which on a flat product takes {@link #FLAT_STREAMED} rows a block: what L3 does not hold for sure. */
    static final long FLAT_CACHED = 4L << 20;

    /**
     * Rows of B in a block that comes from memory. With 10 rows of C, 1024 and 10000 deep: 73-81 and 49 GFLOP/s; blocks of 64:
     * 62-92 (as L3 happens to hold B) and 38; of 16 or 32, read once before their tiles: 66-76 and 48.
     */
    static final int FLAT_STREAMED = 16;

    /** Floats of a block of B that stays in L1, so that tiles can go along the rows of C. */
    static final int FLAT_L1 = 6144;

    /** Distance of the factors of one row of B and the next, for a tile of a flat product. */
    static final int FACTORS = 8;

    /** Rows of C in a block of a narrow product. */
    static final int NARROW_ROWS = 32;

    /** Columns of C in a panel of a narrow product, where tiles are 2 wide. */
    static final int NARROW_PANEL = 10;

    /**
     * Floats of B in a block of a narrow product: 60 KiB that stream from L2, so that depths up to 3072 are one block. On a Zen 4
     * (L1 of 32 KiB) 20 KiB, which would stay in L1: (32 x 3072)(3072 x 10) at 96 GFLOP/s instead of 103; 30 KiB: 101. With an L1 of 48
     * KiB and two multiply-adds a cycle 20 KiB: 8 rows x 10, 32 x 10, 256 x 10, 32 x 100, 256 x 100 at 1.02, 1.08, 1.95, 1.73, 0.96 of
     * OpenBLAS's speed instead of 0.90, 0.99, 1.91, 1.59, 0.90; 10 KiB 0.92, 0.95, 1.82; there with {@code UseAVX=2}, whose panels are
     * 10 wide, 256 x 100 at 0.53 instead of 0.57.
     */
    static final int NARROW_CHUNK = PANEL_IN_L1 ? 5120 : 15360;

    /** Depth of a block of a narrow product of one row of tiles, which reads B but once. */
    static final int NARROW_LONGEST = 1 << 20;

    /** Most columns of a narrow product whose tiles are higher than wide. */
    static final int NARROW_SLIM = 2;

    /** Columns of the other tiles of 4 rows, beside those of 5 columns with 32 registers. */
    static final int DOT_WIDTH = MANY_REGISTERS ? 4 : 2;

    /** Rows of op(A) that a narrow product transposes together. */
    static final int NARROW_BLOCK = 16;

    /** From so many rows of C on, a narrow product copies B: aligned rows that do not compete for cache sets. */
    static final int NARROW_PACK_FROM = 16;

    /**
     * Images that go through scores, loss and gradient together: 64 x 3136 bytes are 196 KiB of L2. With 10 classes blocks
     * of 32 to 128 are equally fast; with 100, whose weights are streamed once a block, 32 is a tenth slower.
     */
    static final int IMAGES = 64;

    /** Queries that stay in L2 while images pass by: 128 x 3136 bytes are 392 KiB, and gathering images is a tenth of the work. */
    static final int QUERIES = 128;

    /** Features of a small minibatch's gradient that are summed before the weights are read: 5 x 512 floats of L1. */
    static final int PREPARED = 512;

    /**
     * Features of the weights that a small minibatch's images go by in turn: 5 x 512 floats of L1. 1024 are up to 2 % faster with 16
     * images, whole rows of 3072 1 to 3 % slower than those, with {@code UseAVX=2} 4 % (Granite Rapids). But a tile that loops 40 times
     * or more C2 compiles in the middle of the loop first (OSR), which takes it 2 to 5 s, for the accumulators' and rows' classes are
     * unknown there: in 8 of 16 VMs a training of minibatches of 16 began so long at a fiftieth of its speed, with 512 in none of 8.
     */
    static final int PREPARED_SCORES = 512;

    /** Features of the gradient that are summed over the last block of images, then used: 10 x 512 floats of L1. */
    static final int UPDATED = 512;

    /** Images that go through each pass of several threads together: 256 x 3136 bytes are 784 KiB, for the L2 of two cores. */
    static final int SHARED_IMAGES = 256;

    /** From so many elements or products on a pass over a minibatch is shared out among threads. */
    static final int SHARED_WORK = 16_384;

    private Blocking() {}
}
