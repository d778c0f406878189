package org.lanewise.core.internal.adaptive;

/**
 * The shape of a small problem for a call: what is large becomes as small as it can be without another way through the SIMD
 * kernels, and keeps its remainder, which decides on tiles at the edges.
 *
 * @param kind the operation
 * @param flags what else tells calls apart, up to 8 bits
 * @param m the first number: rows of C, examples, rows
 * @param n the second: columns of C, classes, columns
 * @param k the third: depth, features
 */
record Shape(Kind kind, int flags, int m, int n, int k) {

    /** All of it as one number. */
    static long key(Kind kind, int flags, int m, int n, int k) {
        return (long) kind.ordinal() << 56 | (long) flags << 48 | (long) m << 32 | (long) n << 16 | k;
    }

    static Shape of(long key) {
        return new Shape(
                Kind.values()[(int) (key >>> 56)],
                (int) (key >>> 48) & 0xFF,
                (int) (key >>> 32) & 0xFFFF,
                (int) (key >>> 16) & 0xFFFF,
                (int) key & 0xFFFF);
    }

    /** A number up to {@code most} itself, others a little more than {@code from}, with the same remainder. */
    static int small(int number, int most, int from, int period) {
        return number <= most ? number : from + number % period;
    }
}
