package org.lanewise.core.kernels;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;

/**
 * Scores with parameters that do not change any more: the preprocessing is folded into a copy of them once, while
 * {@link Kernels#scores} does it in every call. Folding is most of the time for a single example, so use a scorer in a
 * service that answers one request after another.
 *
 * {@snippet :
 * Scorer scorer = kernels.scorer(Arena.ofAuto(), f);
 * float[] scores = new float[scorer.classes()];
 * int[] three = new int[3];
 * scorer.scores(pixels, scores);         // byte[] or float[], D of them
 * Scorer.top(scores, three);             // the three best classes
 * }
 *
 * <p><b>The same bits</b> as {@link Kernels#scores}. Later changes of the parameters are not seen.
 *
 * <p><b>Threads and memory.</b> Safe to use from any number of threads at once, virtual ones too, if the arena is not confined.
 * Each call takes scratch from a small store of the scorer's own and allocates nothing once there is enough for the calls that
 * run at one time. The memory belongs to the arena that the scorer was made with; once that is closed, calls throw {@link
 * IllegalStateException}.
 */
public interface Scorer {

    /** {@return the number of classes K} */
    int classes();

    /** {@return the number of features D of an example} */
    int features();

    /**
     * Scores of examples in their stored form.
     *
     * @param features x, N x D
     * @param scores f, N x K, overwritten; must not overlap the features
     * @throws IllegalArgumentException if the shapes do not fit
     */
    void scores(Features features, FloatMatrix scores);

    /**
     * Scores of one example of unsigned bytes.
     *
     * @param example D values; only read
     * @param scores K scores, overwritten
     * @throws IllegalArgumentException if an array has another length
     */
    void scores(byte[] example, float[] scores);

    /**
     * Scores of one example of floats.
     *
     * @param example D values; only read
     * @param scores K scores, overwritten
     * @throws IllegalArgumentException if an array has another length
     */
    void scores(float[] example, float[] scores);

    /**
     * The classes of the highest scores, the best first. Of equal scores the first class wins; NaN loses to every number.
     *
     * @param scores K scores
     * @param classes overwritten with as many classes as it has room for, at most K
     * @throws IllegalArgumentException if there is room for more classes than there are
     */
    static void top(float[] scores, int[] classes) {
        if (classes.length > scores.length) {
            throw new IllegalArgumentException(
                    "There is room for " + classes.length + " classes, but there are " + scores.length + " scores.");
        }
        for (int k = 0; k < scores.length; k++) {
            int place = Math.min(k, classes.length);
            while (place > 0 && beats(scores[k], scores[classes[place - 1]])) {
                if (place < classes.length) {
                    classes[place] = classes[place - 1];
                }
                place--;
            }
            if (place < classes.length) {
                classes[place] = k;
            }
        }
    }

    /**
     * Whether a score puts its class before one that comes earlier in the order of classes.
     *
     * @param score the score
     * @param earlier the score of the earlier class
     * @return true if it is greater, or a number where the other is NaN
     */
    static boolean beats(float score, float earlier) {
        return score > earlier || Float.isNaN(earlier) && !Float.isNaN(score);
    }
}
