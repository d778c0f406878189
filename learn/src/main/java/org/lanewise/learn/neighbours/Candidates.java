package org.lanewise.learn.neighbours;

import java.util.Arrays;

/** Images that may be neighbours of a query, each with a lower bound of its distance. */
final class Candidates {

    /** The bound in the upper half, the row in the lower: their order is that of the bounds. */
    private long[] entries = new long[64];

    private int count;

    int count() {
        return count;
    }

    void add(int bound, int row) {
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, 2 * count);
        }
        entries[count++] = (long) bound << Integer.SIZE | row;
    }

    /** Sorts them, the lowest bound first. */
    void sort() {
        Arrays.sort(entries, 0, count);
    }

    /** Where bounds become larger than a limit, from one index to another. */
    int endOf(int limit, int from, int to) {
        int end = from;
        while (end < to && (int) (entries[end] >> Integer.SIZE) <= limit) {
            end++;
        }
        return end;
    }

    int[] rows(int from, int to) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> (int) entries[from + i]);
        return rows;
    }
}
