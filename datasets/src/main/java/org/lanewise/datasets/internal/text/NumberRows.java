package org.lanewise.datasets.internal.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import org.lanewise.core.data.Features;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.InputFile;

/**
 * Rows of numbers without labels: a table with or without a header, whose columns are all features, or lines of JSON, each an
 * array of numbers. A table may have records in brackets.
 */
public final class NumberRows {

    private static final int SNIFFED = 1 << 12;

    private final Path file;
    private final CsvReader in;

    private NumberRows(Path file, CsvReader in) {
        this.file = file;
        this.in = in;
    }

    /** Whether a file begins with text: no control characters but those of lines. */
    public static boolean isText(Path file) throws IOException {
        byte[] head = InputFile.head(file, SNIFFED);
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return head.length > 0;
    }

    /** Reads a file; the arena owns the memory. */
    public static Features read(Path file, Arena arena) throws IOException {
        try (CsvReader in = new CsvReader(file)) {
            return new NumberRows(file, in).read(arena);
        }
    }

    private Features read(Arena arena) throws IOException {
        List<String> first = in.next();
        if (first != null && !isBracketed(first) && first.stream().noneMatch(Numbers::is)) {
            first = in.next();
        }
        if (first == null) {
            throw new DatasetException(file + " has no rows of numbers; give one per example.");
        }
        float[] row = new float[first.size()];
        try (GrowingRows rows = new GrowingRows(file.toString(), row.length)) {
            for (List<String> record = first; record != null; record = in.next()) {
                take(record, row);
                rows.add(row);
            }
            return rows.toFeatures(arena, file.toString());
        }
    }

    private void take(List<String> record, float[] row) throws DatasetException {
        String place = file + ", line " + in.line();
        if (record.size() != row.length) {
            throw new DatasetException(place + " has " + record.size() + " values, but the first row has " + row.length
                    + "; correct the line.");
        }
        boolean isBracketed = isBracketed(record);
        for (int i = 0; i < row.length; i++) {
            String text = record.get(i).strip();
            if (isBracketed) {
                text = text.substring(i == 0 ? 1 : 0, text.length() - (i == row.length - 1 ? 1 : 0));
            }
            row[i] = Numbers.finite(text);
            if (Float.isNaN(row[i])) {
                throw new DatasetException(
                        place + ", value " + (i + 1) + " " + Printable.of(Numbers.refusal(text), 300) + ".");
            }
        }
    }

    private static boolean isBracketed(List<String> record) {
        String last = record.getLast().strip();
        boolean isLonger = record.size() > 1 || last.length() > 1;
        return isLonger && record.getFirst().strip().startsWith("[") && last.endsWith("]");
    }
}
