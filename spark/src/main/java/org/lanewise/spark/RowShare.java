package org.lanewise.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/**
 * Which rows of a set are read: the last of every so many rows, or all others.
 *
 * @param every one of so many rows is left out, at least 2
 * @param isLeftOut whether the share is the rows that are left out, or the others
 */
record RowShare(long every, boolean isLeftOut) implements Serializable {

    /** All rows: no set has enough of them for one to be left out. */
    static final RowShare ALL = new RowShare(Long.MAX_VALUE, false);

    /** How many rows of the share come before a row of the set. */
    long before(long row) {
        long leftOut = row / every;
        return isLeftOut ? leftOut : row - leftOut;
    }

    private boolean has(long row) {
        return (row % every == every - 1) == isLeftOut;
    }

    /** Chooses the rows of the share. The first row has a number in the whole set. */
    <T> Iterator<T> of(Iterator<T> rows, long first) {
        long[] next = {first};
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
                .filter(row -> has(next[0]++))
                .iterator();
    }

    @Override
    public String toString() {
        return isLeftOut ? "that is left out as the last of " + every : "that stays";
    }
}
