package org.lanewise.learn.neighbours;

import java.util.Arrays;

/**
 * The nearest images found so far, at most k: by distance, of equal distances the one that comes first in the training set.
 * This order is total, so it does not matter in which order images are offered, or whether one is offered twice.
 */
final class Nearest {

    private final int[] distances;
    private final int[] rows;
    private int count;

    Nearest(int k) {
        distances = new int[k];
        rows = new int[k];
    }

    /** So many empty ones. */
    static Nearest[] none(int count, int k) {
        Nearest[] none = new Nearest[count];
        Arrays.setAll(none, i -> new Nearest(k));
        return none;
    }

    /** The largest distance that an image can have and still be taken. */
    int limit() {
        return count < distances.length ? Integer.MAX_VALUE : distances[count - 1];
    }

    void offer(int distance, int row) {
        int at = count;
        while (at > 0 && precedes(distance, row, at - 1)) {
            at--;
        }
        boolean known = at > 0 && distances[at - 1] == distance && rows[at - 1] == row;
        if (known || at == distances.length) {
            return;
        }
        count = Math.min(count + 1, distances.length);
        System.arraycopy(distances, at, distances, at + 1, count - at - 1);
        System.arraycopy(rows, at, rows, at + 1, count - at - 1);
        distances[at] = distance;
        rows[at] = row;
    }

    /** The images, nearest first. */
    int[] rows() {
        return Arrays.copyOf(rows, count);
    }

    private boolean precedes(int distance, int row, int other) {
        return distance < distances[other] || distance == distances[other] && row < rows[other];
    }

    void copyTo(int[] toDistances, int[] toRows, int from) {
        System.arraycopy(distances, 0, toDistances, from, count);
        System.arraycopy(rows, 0, toRows, from, count);
    }
}
