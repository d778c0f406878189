package org.lanewise.core.internal.simd.rows;

import static org.lanewise.core.internal.ExpConstants.*;
import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;
import static org.lanewise.core.internal.simd.rows.RowScratch.STEP;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@code 2^64 exp(f - max f)} of rows in scratch, in the steps that {@link org.lanewise.core.internal.ExpConstants}
 * describes. They are written out twice, without helpers: C2 boxes the vectors of helpers that it does not inline, and
 * these methods are too large to be inlined themselves, so what surrounds them does not matter.
 */
final class RowExponentials {

    private RowExponentials() {}

    /** In place of short rows; zeros where they are filled up. */
    static void ofShort(float[] rows, int columns, int count, float[] maxima) {
        FloatVector one = FloatVector.broadcast(F, 1f);
        FloatVector round = FloatVector.broadcast(F, ROUND);
        FloatVector log2e = FloatVector.broadcast(F, LOG2_E);
        FloatVector high = FloatVector.broadcast(F, LN2_HIGH);
        FloatVector low = FloatVector.broadcast(F, LN2_LOW);
        FloatVector q4 = FloatVector.broadcast(F, Q4);
        FloatVector q3 = FloatVector.broadcast(F, Q3);
        FloatVector q2 = FloatVector.broadcast(F, Q2);
        FloatVector q1 = FloatVector.broadcast(F, Q1);
        FloatVector q0 = FloatVector.broadcast(F, Q0);
        int chunk = 0;
        for (; chunk < columns; chunk += L) {
            for (int r = 0; r < count; r++) {
                FloatVector x =
                        FloatVector.fromArray(F, rows, r * VIRTUAL + chunk).sub(maxima[r * STEP]);
                FloatVector rounded = FMA ? x.fma(log2e, round) : x.mul(log2e).add(round);
                FloatVector minusN = round.sub(rounded);
                FloatVector y = FMA ? minusN.fma(high, x) : minusN.mul(high).add(x);
                y = FMA ? minusN.fma(low, y) : minusN.mul(low).add(y);
                FloatVector p = FMA ? y.fma(q4, q3) : y.mul(q4).add(q3);
                p = FMA ? p.fma(y, q2) : p.mul(y).add(q2);
                p = FMA ? p.fma(y, q1) : p.mul(y).add(q1);
                p = FMA ? p.fma(y, q0) : p.mul(y).add(q0);
                p = FMA ? p.fma(y, one) : p.mul(y).add(one);
                p = FMA ? p.fma(y, one) : p.mul(y).add(one);
                p = p.mul(rounded.reinterpretAsInts()
                        .lanewise(VectorOperators.LSHL, EXPONENT_SHIFT)
                        .reinterpretAsFloats());
                p.blend(0f, x.compare(VectorOperators.LT, MIN)).intoArray(rows, r * VIRTUAL + chunk);
            }
        }
        for (; chunk < VIRTUAL; chunk += L) {
            for (int r = 0; r < count; r++) {
                FloatVector.zero(F).intoArray(rows, r * VIRTUAL + chunk);
            }
        }
    }

    /** In place of long rows, with the sum of each of their 16 virtual lanes. */
    static void ofLong(float[] rows, int stride, int count, float[] maxima, float[] lanes) {
        FloatVector one = FloatVector.broadcast(F, 1f);
        FloatVector round = FloatVector.broadcast(F, ROUND);
        FloatVector log2e = FloatVector.broadcast(F, LOG2_E);
        FloatVector high = FloatVector.broadcast(F, LN2_HIGH);
        FloatVector low = FloatVector.broadcast(F, LN2_LOW);
        FloatVector q4 = FloatVector.broadcast(F, Q4);
        FloatVector q3 = FloatVector.broadcast(F, Q3);
        FloatVector q2 = FloatVector.broadcast(F, Q2);
        FloatVector q1 = FloatVector.broadcast(F, Q1);
        FloatVector q0 = FloatVector.broadcast(F, Q0);
        for (int r = 0; r < count; r++) {
            int from = r * stride;
            FloatVector max = FloatVector.broadcast(F, maxima[r * STEP]);
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                FloatVector sum = FloatVector.zero(F);
                for (int j = lane; j < stride; j += VIRTUAL) {
                    FloatVector x = FloatVector.fromArray(F, rows, from + j).sub(max);
                    FloatVector rounded =
                            FMA ? x.fma(log2e, round) : x.mul(log2e).add(round);
                    FloatVector minusN = round.sub(rounded);
                    FloatVector y = FMA ? minusN.fma(high, x) : minusN.mul(high).add(x);
                    y = FMA ? minusN.fma(low, y) : minusN.mul(low).add(y);
                    FloatVector p = FMA ? y.fma(q4, q3) : y.mul(q4).add(q3);
                    p = FMA ? p.fma(y, q2) : p.mul(y).add(q2);
                    p = FMA ? p.fma(y, q1) : p.mul(y).add(q1);
                    p = FMA ? p.fma(y, q0) : p.mul(y).add(q0);
                    p = FMA ? p.fma(y, one) : p.mul(y).add(one);
                    p = FMA ? p.fma(y, one) : p.mul(y).add(one);
                    p = p.mul(rounded.reinterpretAsInts()
                            .lanewise(VectorOperators.LSHL, EXPONENT_SHIFT)
                            .reinterpretAsFloats());
                    p = p.blend(0f, x.compare(VectorOperators.LT, MIN));
                    p.intoArray(rows, from + j);
                    sum = p.add(sum);
                }
                sum.intoArray(lanes, r * VIRTUAL + lane);
            }
        }
    }
}
