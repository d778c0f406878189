package org.lanewise.bench.auto;

import org.lanewise.core.kernels.Kernels;

/** Multiply-add under the FMA policy of the machine, which is that of the other kernels too. */
final class Fma {

    /** Without the instruction {@code Math.fma} is emulated, thousands of times slower. */
    static final boolean AVAILABLE = Kernels.scalar().info().fma();

    private Fma() {}

    static float fma(float a, float b, float c) {
        return AVAILABLE ? Math.fma(a, b, c) : a * b + c;
    }

    static double fma(double a, double b, double c) {
        return AVAILABLE ? Math.fma(a, b, c) : a * b + c;
    }
}
