package org.lanewise.core.testing;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.data.PixelMatrix;

/** Noise, in which every class is brighter at its own pixels: what a linear classifier can learn. */
public record StripedImages(PixelMatrix images, int[] labels, int classes) implements LabeledImages {

    public static StripedImages draw(Arena arena, long seed, int count, int classes, int features) {
        SplittableRandom random = new SplittableRandom(seed);
        PixelMatrix images = Inputs.pixels(arena, random, count, features, 1, 1);
        int[] labels = Inputs.labels(random, count, classes);
        for (int i = 0; i < count; i++) {
            for (int d = labels[i]; d < features; d += classes) {
                int brighter = images.get(i, d) / 2 + 127;
                images.segment(i).set(ValueLayout.JAVA_BYTE, images.offset(i) + d, (byte) brighter);
            }
        }
        return new StripedImages(images, labels, classes);
    }

    @Override
    public int label(int row) {
        return labels[row];
    }
}
