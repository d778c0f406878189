package org.lanewise.learn.evaluate;

/**
 * The margins of images, which a support vector machine is trained for: the margin of an image is the score of its
 * correct class minus the highest of the other scores. A single class has no others, and an infinite margin.
 *
 * @param wanted the margin that the loss wants, at least 0
 * @param lost how many images have a margin below 0, or none because a score is NaN: another class wins
 * @param narrow how many have one of at least 0, but less than is wanted
 * @param wide how many have the margin that is wanted, or more: their loss is 0
 * @param mean the mean of the margins
 */
public record MarginTable(float wanted, int lost, int narrow, int wide, double mean) {

    /** Margins in the making. */
    static final class Counts {

        private final float wanted;
        private int lost;
        private int narrow;
        private int wide;
        private double sum;

        Counts(float wanted) {
            this.wanted = wanted;
        }

        void add(double margin) {
            sum += margin;
            if (margin >= wanted) {
                wide++;
            } else if (margin >= 0) {
                narrow++;
            } else {
                lost++;
            }
        }

        MarginTable table() {
            return new MarginTable(wanted, lost, narrow, wide, sum / (lost + narrow + wide));
        }
    }
}
