package org.lanewise.learn.evaluate;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.features.FeatureMap;

/** The scores of images, of their pixels or of what a map makes of them, which is kept for some images at a time. Has scratch. */
final class ImageScores {

    /** Mapped features that are kept, at most 4 MB where an image has no more. */
    private static final int MAPPED = 1 << 20;

    private final Kernels kernels;
    private final ScoreFunction function;
    private final FeatureMap map;
    private final FloatMatrix mapped;
    private final Workspace workspace;

    /** Allocates scratch for so many images at a time or more. */
    ImageScores(Arena arena, Kernels kernels, ScoreFunction function, Optional<FeatureMap> map, int images) {
        this.kernels = kernels;
        this.function = function;
        this.map = map.orElse(null);
        int rows = Math.clamp(MAPPED / Math.max(1, function.features()), 1, Math.max(1, images));
        mapped = map.isPresent() ? FloatMatrix.allocate(arena, rows, function.features()) : null;
        workspace = kernels.workspace(arena, 0, function.classes(), function.features());
    }

    /** Overwrites N x K scores. */
    void scores(Features images, FloatMatrix scores) {
        if (map == null) {
            kernels.scores(function, images, scores, workspace);
            return;
        }
        for (int from = 0; from < images.rows(); from += mapped.rows()) {
            int to = Math.min(from + mapped.rows(), images.rows());
            FloatMatrix block = mapped.rows(0, to - from);
            map.apply(kernels, images.rows(from, to), block);
            kernels.scores(function, block, scores.rows(from, to), workspace);
        }
    }
}
