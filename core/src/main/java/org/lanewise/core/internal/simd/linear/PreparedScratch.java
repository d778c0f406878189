package org.lanewise.core.internal.simd.linear;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lanewise.core.internal.Summation;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.lanes.GrowingMatrix;
import org.lanewise.core.internal.simd.lanes.Lanes;

/** Scratch memory of minibatches so small that their examples are prepared. */
final class PreparedScratch {

    /** Virtual lanes of the scores of a group of classes; tiles may hang over by 3 examples. */
    final float[] sums = new float[(Summation.PREPARED + 3) * PreparedExamples.DOTS * Lanes.VIRTUAL];

    /** The score gradient of a group of classes, example after example. */
    final float[] factors = new float[Summation.PREPARED * Blocking.FACTORS];

    /** A block of the gradient, 5 classes. */
    final MemorySegment gradient = Arena.ofAuto().allocate(4L * 5 * Blocking.PREPARED, 64);

    /** Weights of a mapped file. */
    final GrowingMatrix weights = new GrowingMatrix();
}
