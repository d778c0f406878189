package org.lanewise.cli.look;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.learn.features.ImageShape;
import org.lanewise.learn.features.PatchFeatures;

class SpeakingPatchTest {

    private static PatchFeatures learn(Arena arena) {
        SplittableRandom random = new SplittableRandom(1);
        MemorySegment bytes = arena.allocate(20 * 64);
        for (int i = 0; i < bytes.byteSize(); i++) {
            bytes.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
        }
        Features images = Features.ofBytes(bytes, 0, 20, 64, 64);
        PatchFeatures.Dictionary wanted = new PatchFeatures.Dictionary(6, 1);
        return PatchFeatures.learn(arena, Kernels.scalar(), new ImageShape(8, 8, 1, true), images, wanted);
    }

    /** Features of a pair are 3 apart from those of the next quadrant and sign: above of pair 0 are 0, 6, 12, 18, below 3, 9, 15, 21. */
    @Test
    void evidenceIsTheSumOfAllQuadrants() {
        PatchFeatures map = learn(Arena.ofAuto());
        FloatMatrix weights = FloatMatrix.allocate(Arena.ofAuto(), 2, map.outputs());
        weights.set(1, 0, 5);
        weights.set(1, 6, -2);
        weights.set(1, 5, 1);
        weights.set(1, 23, 3);
        weights.set(1, 1, 3.5f);
        weights.set(0, 4, 100);
        List<SpeakingPatch> strongest = SpeakingPatch.strongest(map, weights, 1, 3);
        assertEquals(
                List.of(
                        new SpeakingPatch(2, true, 4),
                        new SpeakingPatch(1, false, 3.5),
                        new SpeakingPatch(0, false, 3)),
                strongest);
        float[] negative = map.filter(2);
        for (int i = 0; i < negative.length; i++) {
            negative[i] = -negative[i];
        }
        assertArrayEquals(negative, strongest.get(0).weights(map));
        assertArrayEquals(map.filter(1), strongest.get(1).weights(map));
    }
}
