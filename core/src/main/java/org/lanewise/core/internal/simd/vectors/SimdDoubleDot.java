package org.lanewise.core.internal.simd.vectors;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.lanes.Lanes.D;
import static org.lanewise.core.internal.simd.lanes.Lanes.LD;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL_DOUBLE;

import jdk.incubator.vector.DoubleVector;
import org.lanewise.core.internal.Machine;

/** Dot product in double, in 32 virtual lanes, four vectors of them at a time. */
public final class SimdDoubleDot {

    private SimdDoubleDot() {}

    public static double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        double[] lanes = VectorScratch.ofThread().doubleLanes;
        int vectorEnd = length - length % VIRTUAL_DOUBLE;
        for (int lane = 0; lane < VIRTUAL_DOUBLE; lane += 4 * LD) {
            fourVectors(a, aFrom, b, bFrom, lane, vectorEnd, lanes);
        }
        for (int i = vectorEnd; i < length; i++) {
            int lane = i - vectorEnd;
            lanes[lane] = Machine.fma(a[aFrom + i], b[bFrom + i], lanes[lane]);
        }
        return tree(lanes);
    }

    private static void fourVectors(
            double[] a, int aFrom, double[] b, int bFrom, int lane, int vectorEnd, double[] lanes) {
        DoubleVector s0 = DoubleVector.zero(D);
        DoubleVector s1 = DoubleVector.zero(D);
        DoubleVector s2 = DoubleVector.zero(D);
        DoubleVector s3 = DoubleVector.zero(D);
        for (int i = lane; i < vectorEnd; i += VIRTUAL_DOUBLE) {
            int ia = aFrom + i;
            int ib = bFrom + i;
            DoubleVector x = DoubleVector.fromArray(D, a, ia);
            DoubleVector y = DoubleVector.fromArray(D, b, ib);
            s0 = FMA ? x.fma(y, s0) : x.mul(y).add(s0);
            x = DoubleVector.fromArray(D, a, ia + LD);
            y = DoubleVector.fromArray(D, b, ib + LD);
            s1 = FMA ? x.fma(y, s1) : x.mul(y).add(s1);
            x = DoubleVector.fromArray(D, a, ia + 2 * LD);
            y = DoubleVector.fromArray(D, b, ib + 2 * LD);
            s2 = FMA ? x.fma(y, s2) : x.mul(y).add(s2);
            x = DoubleVector.fromArray(D, a, ia + 3 * LD);
            y = DoubleVector.fromArray(D, b, ib + 3 * LD);
            s3 = FMA ? x.fma(y, s3) : x.mul(y).add(s3);
        }
        s0.intoArray(lanes, lane);
        s1.intoArray(lanes, lane + LD);
        s2.intoArray(lanes, lane + 2 * LD);
        s3.intoArray(lanes, lane + 3 * LD);
    }

    /** Lane l and l + 16, then l + 8, and so on; the lanes are overwritten. */
    private static double tree(double[] lanes) {
        for (int half = VIRTUAL_DOUBLE / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[lane] += lanes[lane + half];
            }
        }
        return lanes[0];
    }
}
