package org.lanewise.datasets.internal.text;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.LabelColumn;

/** A line of a label and {@code index:value}, with indices that begin at 1 and rise. What follows a # is a remark. */
final class LibsvmLine {

    /** Digits of an index. */
    private static final int LONGEST_INDEX = 9;

    private final String text;
    private final Place place;
    private int at;

    /** The last index that was read. */
    private int index;

    /**
     * A line that is not empty.
     *
     * @param place names the file and the line in messages
     */
    private LibsvmLine(String text, Place place) {
        this.text = text;
        this.place = place;
    }

    /**
     * Where a line is, for messages.
     *
     * @param file the file
     * @param line its number; the first is 1
     */
    record Place(Path file, long line) {
        @Override
        public String toString() {
            return file + ", line " + line;
        }
    }

    /** Takes a value. */
    @FunctionalInterface
    interface Sink {
        void put(int column, float value);
    }

    /**
     * Reads a line.
     *
     * @param sink gets each value that is there; the first column is 0
     * @return the label
     */
    static long read(String text, Place place, Sink sink) throws DatasetException {
        int remark = text.indexOf('#');
        LibsvmLine line = new LibsvmLine(remark < 0 ? text : text.substring(0, remark), place);
        long label = line.label();
        while (line.hasNext()) {
            line.pair(sink);
        }
        return label;
    }

    /** The index of the last value, which is the largest, or -1 if there is none or it is not written as it should be. */
    static int lastIndex(String text) {
        int remark = text.indexOf('#');
        int colon = text.lastIndexOf(':', remark < 0 ? text.length() : remark);
        int from = Math.max(0, colon);
        while (from > 0 && isDigit(text.charAt(from - 1))) {
            from--;
        }
        return index(text, from, colon);
    }

    /** The index that a range of digits is, or -1 if it is none. */
    private static int index(String text, int from, int to) {
        if (to - from < 1 || to - from > LONGEST_INDEX) {
            return -1;
        }
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
        }
        return Integer.parseInt(text, from, to, 10);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean hasNext() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at < text.length();
    }

    private String word() {
        hasNext();
        int from = at;
        while (at < text.length() && text.charAt(at) > ' ') {
            at++;
        }
        return text.substring(from, at);
    }

    private long label() throws DatasetException {
        String word = word();
        OptionalLong label = LabelColumn.whole(word);
        if (label.isEmpty()) {
            throw refuse("begins with \"" + Printable.of(word, 50) + "\", but a label, one whole number, was expected");
        }
        return label.getAsLong();
    }

    private void pair(Sink sink) throws DatasetException {
        String pair = word();
        int colon = pair.indexOf(':');
        int next = index(pair, 0, colon);
        if (next < 0) {
            throw refuse("has \"" + Printable.of(pair, 50) + "\", but index:value was expected");
        }
        if (next <= index) {
            throw refuse(
                    next == 0
                            ? "has the index 0, but indices begin at 1; add 1 to all"
                            : "has the index " + next + " behind " + index + ", but indices rise; sort them");
        }
        index = next;
        sink.put(next - 1, value(next, pair.substring(colon + 1)));
    }

    private float value(int column, String text) throws DatasetException {
        float value = Numbers.finite(text);
        if (Float.isNaN(value)) {
            throw refuse("column " + column + " " + Numbers.refusal(text));
        }
        return value;
    }

    private DatasetException refuse(String found) {
        return new DatasetException(place + (found.startsWith("column") ? ", " : " ") + found + ".");
    }
}
