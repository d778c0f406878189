package org.lanewise.learn.features;

/** What the scores of a patch count as features. */
public enum PatchActivation {

    /** What is above a threshold of 0.25, and, in a feature of its own, what is below -0.25. */
    THRESHOLD(2),

    /**
     * By how much a filter is nearer to the patch than filters are on average, or 0 (Coates, Lee, Ng, "An analysis of single-layer
     * networks in unsupervised feature learning", 2011): {@code max(0, mean_j z_j - z_k)} with the distance {@code z_k} of the
     * whitened patch and filter k. Half as many features; scores are computed twice, once for the mean.
     */
    TRIANGLE(1);

    /** A filter and its mirror image are one feature of each quadrant. */
    private static final int QUADRANTS = 4;

    private final int signs;

    PatchActivation(int signs) {
        this.signs = signs;
    }

    /** Features of a filter in a quadrant: what is above, and with two of them what is below. */
    int signs() {
        return signs;
    }

    /** Features of a filter and its mirror image. */
    int perPair() {
        return QUADRANTS * signs;
    }

    /** The number of the feature of a pair, in quadrants from the top left, row by row, of a sign: 0 above, 1 below. */
    int feature(int pairs, int pair, int quadrant, int sign) {
        return (quadrant * signs + sign) * pairs + pair;
    }
}
