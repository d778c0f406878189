package org.lanewise.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/**
 * Which rows of a set are read, by their numbers: of each so many the last one, or all others.
 *
 * @param every how many rows have one that is left out, at least 2
 * @param isLeftOut whether it is the rows that are left out
 */
record RowShare(long every, boolean isLeftOut) implements Serializable {

    /** The first row that is left out does not come. */
    static final RowShare ALL = new RowShare(Long.MAX_VALUE, false);

    /** How many rows of the share come before a row of the set. */
    long before(long row) {
        long leftOut = row / every;
        return isLeftOut ? leftOut : row - leftOut;
    }

    private boolean has(long row) {
        return (row % every == every - 1) == isLeftOut;
    }

    /** Those rows of a run that are in the share. */
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
