package org.lanewise.core.internal.simd.lanes;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.KernelRequest;

/**
 * The species of this run, all of one width, and the order in which lanes are added.
 *
 * <p>In loops kernels call the methods of vectors that were just loaded or broadcast, {@code x.fma(y, sum)} and
 * {@code x.add(sum)}, not those of an accumulator: C2 knows the class of the former from the species, but has to take that
 * of what a loop carries from a profile, checks it, and in a VM that has seen much leaves the accumulator boxed.
 *
 * <p>Nor do they pass vectors to methods of their own, however short: where C2 compiles a whole step at once and has too many nodes
 * it calls those (NodeCountInliningCutoff), with a box for each vector, while the Vector API's own it always inlines.
 *
 * <p>docs/kernel-rules.md has all rules of this kind, with what was measured.
 */
public final class Lanes {

    /** Virtual lanes of a sum along a row: the order of summation is the same at every width. */
    public static final int VIRTUAL = 16;

    /** Virtual lanes of a dot product in double: four accumulators at 512 bits, to cover the latency of the FMA. */
    public static final int VIRTUAL_DOUBLE = 32;

    public static final VectorShape SHAPE =
            VectorShape.forBitSize(KernelRequest.read().vectorBits());
    public static final VectorSpecies<Float> F = VectorSpecies.of(float.class, SHAPE);
    public static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, SHAPE);
    public static final VectorSpecies<Double> D = VectorSpecies.of(double.class, SHAPE);

    /** Floats in a vector. */
    public static final int L = F.length();

    /** Doubles in a vector. */
    public static final int LD = D.length();

    /** As many bytes as floats; eight at 128 bits, of which the first four are used, since no smaller species exists. */
    public static final VectorSpecies<Byte> B =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * L)));

    public static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /**
     * The class of segments of allocated memory; mapped files have another. C2 hoists the checks of a segment out of a loop
     * if it knows the class, and it cannot learn it from profiles: rows of mapped files are read by the same methods, and
     * the Vector API's own code for reinterpreting a vector, which runs until it is compiled, stores to heap segments by
     * them. So a kernel compares the class first.
     */
    public static final Class<?> NATIVE = MemorySegment.NULL.getClass();

    static {
        // Loads the class of heap segments before C2 compiles a kernel: what it has compiled for a VM that knows native
        // and mapped segments only, it throws away when the first heap segment comes, in the middle of a training
        // (docs/kernel-rules.md, rule 10).
        MemorySegment.ofArray(new byte[0]);
    }

    private Lanes() {}

    /** Whether a matrix lies in memory of the class {@link #NATIVE}. */
    public static boolean allocated(FloatMatrix matrix) {
        return matrix.segment().getClass() == NATIVE;
    }

    /** Adds 16 virtual lanes in the fixed order: l and l + 8, then l + 4, l + 2, l + 1. */
    public static float tree(float[] lanes, int from) {
        float s0 = (lanes[from] + lanes[from + 8]) + (lanes[from + 4] + lanes[from + 12]);
        float s1 = (lanes[from + 1] + lanes[from + 9]) + (lanes[from + 5] + lanes[from + 13]);
        float s2 = (lanes[from + 2] + lanes[from + 10]) + (lanes[from + 6] + lanes[from + 14]);
        float s3 = (lanes[from + 3] + lanes[from + 11]) + (lanes[from + 7] + lanes[from + 15]);
        return (s0 + s2) + (s1 + s3);
    }
}
