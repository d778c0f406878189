package org.lanewise.bench.auto;

import static org.lanewise.bench.auto.Fma.fma;

import java.util.Arrays;

/**
 * Dot products. C2 keeps the order of a float sum and so does not vectorize one; these add up {@link #BLOCK} partial
 * sums in an array, where every element is a sum of its own, and add the partial sums at the end.
 *
 * <p>Long vectors are arrays of blocks of that length, a multiple of three of them, filled up with zeros. One vector
 * times two others, three blocks at a time: 11 loads and 2 stores for 6 multiply-adds. C2 does not vectorize larger
 * tiles of this kind (two by two vectors, or four blocks), whose loop is too large for it to unroll.
 */
final class Dots {

    /** Long enough that C2's vector loop does most of it, short enough that four blocks of partial sums stay in L1. */
    static final int BLOCK = 256;

    private Dots() {}

    /** {@return the number of blocks for a vector, a multiple of three} */
    static int blocks(int length) {
        return 3 * Math.ceilDiv(length, 3 * BLOCK);
    }

    /** Products of {@code a} with {@code b} and {@code c}, as partial sums. */
    static void oneByTwo(float[][] a, float[][] b, float[][] c, float[] sumB, float[] sumC) {
        Arrays.fill(sumB, 0f);
        Arrays.fill(sumC, 0f);
        for (int q = 0; q < a.length; q += 3) {
            oneByTwo(a[q], a[q + 1], a[q + 2], b[q], b[q + 1], b[q + 2], c[q], c[q + 1], c[q + 2], sumB, sumC);
        }
    }

    private static void oneByTwo(
            float[] a0,
            float[] a1,
            float[] a2,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] c0,
            float[] c1,
            float[] c2,
            float[] sumB,
            float[] sumC) {
        for (int l = 0; l < BLOCK; l++) {
            float x0 = a0[l];
            float x1 = a1[l];
            float x2 = a2[l];
            sumB[l] = fma(x2, b2[l], fma(x1, b1[l], fma(x0, b0[l], sumB[l])));
            sumC[l] = fma(x2, c2[l], fma(x1, c1[l], fma(x0, c0[l], sumC[l])));
        }
    }

    /** Adds up a block, which it overwrites. */
    static float sum(float[] block) {
        for (int l = 0; l < BLOCK / 2; l++) {
            block[l] += block[l + BLOCK / 2];
        }
        for (int l = 0; l < BLOCK / 4; l++) {
            block[l] += block[l + BLOCK / 4];
        }
        return sum(block, 0, BLOCK / 4);
    }

    /** Sum of a range in eight accumulators: an addition takes four cycles, and two can start in each. */
    static float sum(float[] values, int from, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = from;
        for (; i <= to - 8; i += 8) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
            s4 += values[i + 4];
            s5 += values[i + 5];
            s6 += values[i + 6];
            s7 += values[i + 7];
        }
        for (; i < to; i++) {
            s0 += values[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** Dot product of two arrays in eight accumulators. */
    static float dot(float[] a, float[] b, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (; i <= count - 8; i += 8) {
            s0 = fma(a[i], b[i], s0);
            s1 = fma(a[i + 1], b[i + 1], s1);
            s2 = fma(a[i + 2], b[i + 2], s2);
            s3 = fma(a[i + 3], b[i + 3], s3);
            s4 = fma(a[i + 4], b[i + 4], s4);
            s5 = fma(a[i + 5], b[i + 5], s5);
            s6 = fma(a[i + 6], b[i + 6], s6);
            s7 = fma(a[i + 7], b[i + 7], s7);
        }
        for (; i < count; i++) {
            s0 = fma(a[i], b[i], s0);
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** Dot product of two ranges in double, in eight accumulators. */
    static double dot(double[] a, int aFrom, double[] b, int bFrom, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i <= count - 8; i += 8) {
            s0 = fma(a[aFrom + i], b[bFrom + i], s0);
            s1 = fma(a[aFrom + i + 1], b[bFrom + i + 1], s1);
            s2 = fma(a[aFrom + i + 2], b[bFrom + i + 2], s2);
            s3 = fma(a[aFrom + i + 3], b[bFrom + i + 3], s3);
            s4 = fma(a[aFrom + i + 4], b[bFrom + i + 4], s4);
            s5 = fma(a[aFrom + i + 5], b[bFrom + i + 5], s5);
            s6 = fma(a[aFrom + i + 6], b[bFrom + i + 6], s6);
            s7 = fma(a[aFrom + i + 7], b[bFrom + i + 7], s7);
        }
        for (; i < count; i++) {
            s0 = fma(a[aFrom + i], b[bFrom + i], s0);
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
