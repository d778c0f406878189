package org.lanewise.core.internal.simd.linear;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.base.ExampleScores;
import org.lanewise.core.internal.simd.gather.FeatureBlock;

/** One example in a block of its own, zero-padded: nothing of the thread's scratch is needed. */
final class GatheredExample implements ExampleScores {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private final FoldedWeights folded;
    private final FeatureBlock bytes = new FeatureBlock();
    private final FeatureBlock floats = new FeatureBlock();
    private final BlockScores passes = BlockScores.of(1);
    private final FloatMatrix result;

    GatheredExample(FoldedWeights folded) {
        this.folded = folded;
        result = FloatMatrix.allocate(Arena.ofAuto(), 1, folded.classes());
    }

    @Override
    public void scores(byte[] example, float[] scores) {
        bytes.room(Element.BYTE, example.length, BlockScores.ROWS);
        System.arraycopy(example, 0, bytes.bytes(), 0, example.length);
        compute(bytes, scores);
    }

    @Override
    public void scores(float[] example, float[] scores) {
        floats.room(Element.FLOAT, example.length, BlockScores.ROWS);
        System.arraycopy(example, 0, floats.floats(), 0, example.length);
        compute(floats, scores);
    }

    private void compute(FeatureBlock block, float[] scores) {
        passes.compute(block, 0, 1, folded, result, 0);
        MemorySegment.copy(result.segment(), FLOAT, result.offset(), scores, 0, scores.length);
    }
}
