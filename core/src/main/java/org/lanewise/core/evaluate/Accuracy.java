package org.lanewise.core.evaluate;

import java.lang.foreign.Arena;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/** The share of images whose highest score is that of the correct class. */
public final class Accuracy {

    private static final int BLOCK = 1024;

    private Accuracy() {}

    /**
     * Scores a whole set and counts the correct answers. Of equal scores the first class wins.
     *
     * @param kernels who computes
     * @param model the parameters
     * @param preprocessing the map of the pixels
     * @param data the images and their labels, at least one
     * @return the accuracy, 0 to 1
     * @throws IllegalArgumentException if there is no image or the shapes do not fit
     */
    public static double of(Kernels kernels, LinearModel model, Preprocessing preprocessing, LabeledImages data) {
        if (data.size() == 0) {
            throw new IllegalArgumentException("The accuracy needs at least one image, but there is none.");
        }
        try (Arena arena = Arena.ofShared()) {
            Workspace workspace = Workspace.allocate(arena, 0, model.classes(), model.features());
            FloatMatrix block = FloatMatrix.allocate(arena, Math.min(BLOCK, data.size()), model.classes());
            int correct = 0;
            for (int from = 0; from < data.size(); from += BLOCK) {
                int to = Math.min(data.size(), from + BLOCK);
                FloatMatrix scores = block.rows(0, to - from);
                kernels.scores(model, preprocessing, data.images().rows(from, to), scores, workspace);
                for (int i = from; i < to; i++) {
                    correct += argmax(scores, i - from) == data.label(i) ? 1 : 0;
                }
            }
            return (double) correct / data.size();
        }
    }

    private static int argmax(FloatMatrix scores, int row) {
        int best = 0;
        for (int k = 1; k < scores.columns(); k++) {
            if (scores.get(row, k) > scores.get(row, best)) {
                best = k;
            }
        }
        return best;
    }
}
