package org.lanewise.core.testing;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;

/** Noise, in which every class is brighter at its own pixels: what a linear classifier can learn. */
public record StripedFeatures(Features features, int[] labels, int classes) implements Examples {

    public static StripedFeatures draw(Arena arena, long seed, int count, int classes, int features) {
        SplittableRandom random = new SplittableRandom(seed);
        Features pixels = Inputs.pixels(arena, random, count, features, 1, 1);
        int[] labels = Inputs.labels(random, count, classes);
        for (int i = 0; i < count; i++) {
            for (int d = labels[i]; d < features; d += classes) {
                int brighter = (int) pixels.get(i, d) / 2 + 127;
                pixels.segment(i).set(ValueLayout.JAVA_BYTE, pixels.offset(i) + d, (byte) brighter);
            }
        }
        return new StripedFeatures(pixels, labels, classes);
    }

    @Override
    public int label(int row) {
        return labels[row];
    }
}
