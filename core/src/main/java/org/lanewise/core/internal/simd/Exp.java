package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.ExpConstants.*;
import static org.lanewise.core.internal.simd.Lanes.F;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.lanewise.core.internal.Machine;

final class Exp {

    static final float ROUND_SCALED = ROUND + 127 + 64;

    private Exp() {}

    static FloatVector scaled(FloatVector x) {
        return Machine.FMA ? scaledFused(x) : scaledFused(x);
    }

    private static FloatVector scaledFused(FloatVector x) {
        FloatVector one = FloatVector.broadcast(F, 1f);
        FloatVector round = FloatVector.broadcast(F, ROUND_SCALED);
        FloatVector rounded = x.fma(FloatVector.broadcast(F, LOG2_E), round);
        FloatVector minusN = round.sub(rounded);
        FloatVector r = minusN.fma(FloatVector.broadcast(F, LN2_HIGH), x);
        r = minusN.fma(FloatVector.broadcast(F, LN2_LOW), r);
        FloatVector q = r.fma(FloatVector.broadcast(F, Q5), FloatVector.broadcast(F, Q4));
        q = q.fma(r, FloatVector.broadcast(F, Q3));
        q = q.fma(r, FloatVector.broadcast(F, Q2));
        q = q.fma(r, FloatVector.broadcast(F, Q1));
        q = q.fma(r, FloatVector.broadcast(F, Q0));
        q = q.fma(r, one);
        FloatVector p = q.fma(r, one);
        FloatVector scale =
                rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        return p.mul(scale).blend(0f, x.compare(VectorOperators.LT, MIN));
    }
}
