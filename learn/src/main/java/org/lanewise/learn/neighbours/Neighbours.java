package org.lanewise.learn.neighbours;

import java.util.Objects;

/**
 * The nearest training images of each query, nearest first; of equal distances the one that comes first in the training
 * set. Found once for the largest k, they answer for every smaller one.
 *
 * <p>Immutable.
 */
public final class Neighbours {

    private final int k;
    private final int classes;
    private final int[] distances;
    private final int[] rows;
    private final int[] labels;

    /** Takes the arrays over, all queries x k. */
    Neighbours(int k, int classes, int[] distances, int[] rows, int[] labels) {
        this.k = k;
        this.classes = classes;
        this.distances = distances;
        this.rows = rows;
        this.labels = labels;
    }

    /** {@return the number of queries} */
    public int queries() {
        return rows.length / k;
    }

    /** {@return the number of neighbours of each query} */
    public int k() {
        return k;
    }

    /**
     * How far a neighbour is from its query.
     *
     * @param query the query
     * @param nth which of its neighbours, 0 the nearest
     * @return the distance; L2 is squared
     * @throws IndexOutOfBoundsException if there is no such query or neighbour
     */
    public int distance(int query, int nth) {
        return distances[index(query, nth)];
    }

    /**
     * Which training image a neighbour is.
     *
     * @param query the query
     * @param nth which of its neighbours, 0 the nearest
     * @return the image's row in the training set
     * @throws IndexOutOfBoundsException if there is no such query or neighbour
     */
    public int row(int query, int nth) {
        return rows[index(query, nth)];
    }

    private int index(int query, int nth) {
        return Objects.checkIndex(query, queries()) * k + Objects.checkIndex(nth, k);
    }

    /**
     * The class of the majority of the nearest neighbours of each query. Of classes with equally many the one whose
     * neighbours are nearer wins, by the sum of their distances, and of these the lower one.
     *
     * @param nearest how many neighbours vote, 1 to k
     * @return the class of each query
     * @throws IllegalArgumentException if so many neighbours were not found
     */
    public int[] vote(int nearest) {
        if (nearest < 1 || nearest > k) {
            throw new IllegalArgumentException(
                    "Of " + k + " neighbours 1 to " + k + " can vote, but " + nearest + " were asked to.");
        }
        int[] answers = new int[queries()];
        int[] votes = new int[classes];
        long[] sums = new long[classes];
        for (int query = 0; query < answers.length; query++) {
            for (int nth = 0; nth < nearest; nth++) {
                int label = labels[index(query, nth)];
                votes[label]++;
                sums[label] += distance(query, nth);
            }
            answers[query] = winner(votes, sums);
            for (int nth = 0; nth < nearest; nth++) {
                votes[labels[index(query, nth)]] = 0;
                sums[labels[index(query, nth)]] = 0;
            }
        }
        return answers;
    }

    private static int winner(int[] votes, long[] sums) {
        int best = 0;
        for (int label = 1; label < votes.length; label++) {
            if (votes[label] > votes[best] || votes[label] == votes[best] && sums[label] < sums[best]) {
                best = label;
            }
        }
        return best;
    }
}
