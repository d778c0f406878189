package org.lanewise.core.internal.base;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;

/** One example, copied off the heap for passes over any number of examples. */
final class CopiedExample implements ExampleScores {

    private final LinearPasses passes;
    private final BatchWorkspace folded;
    private final MemorySegment bytes;
    private final Features byteRow;
    private final FloatMatrix floatRow;
    private final FloatMatrix result;

    CopiedExample(LinearPasses passes, BatchWorkspace folded) {
        this.passes = passes;
        this.folded = folded;
        Arena arena = Arena.ofAuto();
        bytes = arena.allocate(Math.max(1, folded.features()), FloatMatrix.ALIGNMENT);
        byteRow = Features.ofBytes(bytes, 0, 1, folded.features(), folded.features());
        floatRow = FloatMatrix.allocate(arena, 1, folded.features());
        result = FloatMatrix.allocate(arena, 1, folded.classes());
    }

    @Override
    public void scores(byte[] example, float[] scores) {
        MemorySegment.copy(example, 0, bytes, ValueLayout.JAVA_BYTE, 0, example.length);
        compute(byteRow, scores);
    }

    @Override
    public void scores(float[] example, float[] scores) {
        MemorySegment.copy(example, 0, floatRow.segment(), ValueLayout.JAVA_FLOAT, floatRow.offset(), example.length);
        compute(floatRow, scores);
    }

    private void compute(Features row, float[] scores) {
        passes.scores(row, folded, result);
        for (int k = 0; k < scores.length; k++) {
            scores[k] = result.get(0, k);
        }
    }
}
