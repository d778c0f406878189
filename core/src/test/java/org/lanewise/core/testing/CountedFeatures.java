package org.lanewise.core.testing;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;

/** A set in which image i has the label {@code i % classes} and holds its own number, so that a mix-up shows. */
public record CountedFeatures(Features features, int classes) implements Examples {

    public static CountedFeatures of(Arena arena, int count, int classes) {
        MemorySegment segment = arena.allocate(Math.max(1, 4L * count));
        for (int i = 0; i < count; i++) {
            segment.set(ValueLayout.JAVA_INT_UNALIGNED, 4L * i, i);
        }
        return new CountedFeatures(Features.ofBytes(segment, 0, count, 4, 4), classes);
    }

    /** The number that an image holds. */
    public static int number(Features features, int row) {
        return features.segment(row).get(ValueLayout.JAVA_INT_UNALIGNED, features.offset(row));
    }

    @Override
    public int label(int row) {
        return number(features, row) % classes;
    }
}
