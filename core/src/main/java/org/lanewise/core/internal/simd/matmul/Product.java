package org.lanewise.core.internal.simd.matmul;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/** The operands of one matrix product, {@code C = alpha op(A) op(B) + beta C}; one object a thread, used again. */
final class Product {

    /** Whether elements are dot products in virtual lanes. */
    boolean inLanes;

    Transpose transposeA;
    Transpose transposeB;
    float alpha;
    FloatMatrix a;
    FloatMatrix b;
    float beta;
    FloatMatrix c;

    void set(
            boolean inLanes,
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        this.inLanes = inLanes;
        this.transposeA = transposeA;
        this.transposeB = transposeB;
        this.alpha = alpha;
        this.a = a;
        this.b = b;
        this.beta = beta;
        this.c = c;
    }

    /** Lets go of the matrices, so that this thread does not keep their memory alive. */
    void clear() {
        a = null;
        b = null;
        c = null;
    }

    /** K, the products that an element of C is the sum of. */
    int depth() {
        return transposeA.columns(a);
    }
}
