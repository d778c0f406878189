package org.lanewise.learn.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Calibration: whether the probabilities of a model are right. Images are binned by the probability that the model
 * gives to its answer; each bin has the mean of these probabilities and the share of right answers (Guo et al., "On
 * Calibration of Modern Neural Networks", 2017). In a calibrated model they are equal.
 *
 * @param bins {@value #BINS} bins of equal width from 0 to 1; a bin holds its lower end, the last also 1
 */
public record CalibrationTable(List<Bin> bins) {

    /** The number of bins. */
    public static final int BINS = 10;

    /** Copies the bins. */
    public CalibrationTable {
        bins = List.copyOf(bins);
    }

    /**
     * The images whose answer has a probability in a range.
     *
     * @param from the range's lower end, included
     * @param to its upper end
     * @param count how many images there are
     * @param confidence the mean of the probabilities of their answers; 0 without images
     * @param accuracy the share of right answers; 0 without images
     */
    public record Bin(double from, double to, int count, double confidence, double accuracy) {}

    /**
     * The expected calibration error, {@code sum_b n_b / N |accuracy_b - confidence_b|}.
     *
     * @return the error, 0 (calibrated) to 1
     */
    public double expectedError() {
        double error = 0;
        int images = 0;
        for (Bin bin : bins) {
            error += bin.count * Math.abs(bin.accuracy - bin.confidence);
            images += bin.count;
        }
        return images == 0 ? 0 : error / images;
    }

    /** Bins in the making. */
    static final class Counts {

        private final int[] images = new int[BINS];
        private final int[] correct = new int[BINS];
        private final double[] confidences = new double[BINS];

        /** Adds an image; one whose scores have no softmax, NaN, counts as a confidence of 0. */
        void add(float confidence, boolean right) {
            double known = Float.isNaN(confidence) ? 0 : confidence;
            int bin = Math.min(BINS - 1, (int) (known * BINS));
            images[bin]++;
            correct[bin] += right ? 1 : 0;
            confidences[bin] += known;
        }

        CalibrationTable table() {
            List<Bin> bins = new ArrayList<>();
            for (int b = 0; b < BINS; b++) {
                int count = Math.max(1, images[b]);
                double from = (double) b / BINS;
                double to = (double) (b + 1) / BINS;
                bins.add(new Bin(from, to, images[b], confidences[b] / count, (double) correct[b] / count));
            }
            return new CalibrationTable(bins);
        }
    }
}
