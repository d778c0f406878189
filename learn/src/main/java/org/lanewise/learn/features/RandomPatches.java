package org.lanewise.learn.features;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;

/** Patches of images, drawn at random, as filters: whitened, and of length 1. */
final class RandomPatches {

    /** So often another patch is drawn for one that shows nothing. */
    private static final int TRIES = 100;

    private final PatchRows rows;
    private final ImageShape shape;
    private final Features images;
    private final SplittableRandom random;

    RandomPatches(PatchRows rows, ImageShape shape, Features images, SplittableRandom random) {
        this.rows = rows;
        this.shape = shape;
        this.images = images;
        this.random = random;
    }

    /** The components of a filter per column, those of the even half first. */
    FloatMatrix filters(Arena arena, Kernels kernels, Whitening whitening, int count) {
        int half = PatchRows.half(shape);
        int evens = whitening.even().columns();
        FloatMatrix filters =
                FloatMatrix.allocatePadded(arena, evens + whitening.odd().columns(), count);
        try (Arena scratch = Arena.ofShared()) {
            FloatMatrix even = FloatMatrix.allocate(scratch, count, half + 1);
            FloatMatrix odd = FloatMatrix.allocate(scratch, count, half);
            draw(even, odd);
            FloatMatrix components = FloatMatrix.allocate(scratch, count, filters.rows());
            kernels.matmul(even, whitening.even(), components.columns(0, evens));
            kernels.matmul(odd, whitening.odd(), components.columns(evens, filters.rows()));
            for (int i = 0; i < count; i++) {
                normalize(components, i, filters);
            }
        }
        return filters;
    }

    private void draw(FloatMatrix even, FloatMatrix odd) {
        float[] evenHalf = new float[even.columns()];
        float[] oddHalf = new float[odd.columns()];
        evenHalf[odd.columns()] = 1;
        int patches = PatchRows.down(shape) * PatchRows.across(shape);
        for (int i = 0; i < even.rows(); i++) {
            int patch = 0;
            for (int tries = 0; tries == 0 || tries < TRIES && rows.isFlat(patch); tries++) {
                rows.load(images, random.nextInt(images.rows()));
                patch = random.nextInt(patches);
            }
            rows.write(patch, evenHalf, 0, oddHalf, 0);
            even.rows(i, i + 1).copyFrom(evenHalf);
            odd.rows(i, i + 1).copyFrom(oddHalf);
        }
    }

    /** A patch without any length stays one, which scores 0 everywhere. */
    private static void normalize(FloatMatrix components, int row, FloatMatrix filters) {
        double square = 0;
        for (int c = 0; c < components.columns(); c++) {
            double value = components.get(row, c);
            square += value * value;
        }
        double scale = square > 0 ? 1 / Math.sqrt(square) : 0;
        for (int c = 0; c < components.columns(); c++) {
            filters.set(c, row, (float) (components.get(row, c) * scale));
        }
    }
}
