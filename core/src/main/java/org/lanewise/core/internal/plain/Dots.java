package org.lanewise.core.internal.plain;

import static org.lanewise.core.internal.Machine.fma;

import java.util.Arrays;

/**
 * Sums and dot products along arrays in virtual lanes: element i is added to lane {@code i % 16}, and the lanes are added
 * as a tree. For few and short vectors; many are outer products ({@link Updates}), an eighth of the time.
 */
final class Dots {

    /** Virtual lanes of sums in float. */
    static final int LANES = 16;

    /** Virtual lanes of sums in double. */
    private static final int DOUBLE_LANES = 32;

    /** Elements per call of the hot loop: short calls are compiled by their number, in the first milliseconds. */
    private static final int PIECE = 8 * LANES;

    private Dots() {}

    /** Adds the products of two arrays to the lanes; element 0 belongs to lane 0. */
    static void add(float[] a, float[] b, int count, float[] lanes) {
        int whole = count - count % LANES;
        for (int i = 0; i < whole; i += PIECE) {
            addGroups(a, b, i, Math.min(i + PIECE, whole), lanes);
        }
        for (int i = whole; i < count; i++) {
            lanes[i - whole] = fma(a[i], b[i], lanes[i - whole]);
        }
    }

    private static void addGroups(float[] a, float[] b, int from, int to, float[] lanes) {
        for (int i = from; i < to; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] = fma(a[i + l], b[i + l], lanes[l]);
            }
        }
    }

    /** Dot product of two arrays, by way of the lanes. */
    static float dot(float[] a, float[] b, int count, float[] lanes) {
        Arrays.fill(lanes, 0f);
        add(a, b, count, lanes);
        return total(lanes);
    }

    /** Sum of a range that begins with lane 0, by way of the lanes. */
    static float sum(float[] values, int from, int count, float[] lanes) {
        Arrays.fill(lanes, 0f);
        for (int i = 0; i < count; i++) {
            lanes[i % LANES] += values[from + i];
        }
        return total(lanes);
    }

    /** Adds the lanes up as the fixed tree: l and l + 8, then l + 4, l + 2, l + 1. Overwrites them. */
    static float total(float[] lanes) {
        for (int width = LANES / 2; width > 0; width /= 2) {
            for (int l = 0; l < width; l++) {
                lanes[l] += lanes[l + width];
            }
        }
        return lanes[0];
    }

    /** Dot product of two ranges in double, in 32 lanes. */
    static double dot(double[] a, int aFrom, double[] b, int bFrom, int count, double[] lanes) {
        Arrays.fill(lanes, 0);
        int i = 0;
        for (; i <= count - DOUBLE_LANES; i += DOUBLE_LANES) {
            addGroup(a, aFrom + i, b, bFrom + i, DOUBLE_LANES, lanes);
        }
        addGroup(a, aFrom + i, b, bFrom + i, count - i, lanes);
        for (int width = DOUBLE_LANES / 2; width > 0; width /= 2) {
            for (int l = 0; l < width; l++) {
                lanes[l] += lanes[l + width];
            }
        }
        return lanes[0];
    }

    private static void addGroup(double[] a, int aFrom, double[] b, int bFrom, int count, double[] lanes) {
        for (int l = 0; l < count; l++) {
            lanes[l] = fma(a[aFrom + l], b[bFrom + l], lanes[l]);
        }
    }

    /** {@return new lanes for dot products in double} */
    static double[] doubleLanes() {
        return new double[DOUBLE_LANES];
    }
}
