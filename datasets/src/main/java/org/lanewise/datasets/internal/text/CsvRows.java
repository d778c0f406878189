package org.lanewise.datasets.internal.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.LabelColumn;

/**
 * The records of a table that is being read.
 *
 * @param file the file
 * @param in gives the records
 * @param header says what the columns are called
 */
record CsvRows(Path file, CsvReader in, CsvHeader header) {

    /**
     * Reads them all.
     *
     * @param first the first record
     * @param wanted the names of the features; null for those that are numbers in the first record
     */
    CsvTable read(List<String> first, List<String> wanted, Arena arena) throws IOException {
        requireLength(first);
        int[] columns = wanted == null ? numeric(first) : find(wanted);
        LabelColumn.Builder labels = new LabelColumn.Builder(file.toString());
        try (GrowingRows rows = new GrowingRows(file.toString(), columns.length)) {
            float[] row = new float[columns.length];
            for (List<String> record = first; record != null; record = in.next()) {
                requireLength(record);
                take(record, columns, row);
                rows.add(row);
                labels.add(label(record));
            }
            LabelColumn column = labels.build();
            requireClasses(column);
            CsvTable.Columns read = new CsvTable.Columns(names(columns), header.labelName(), others(columns));
            return new CsvTable(file, read, rows.toFeatures(arena, file.toString()), column);
        }
    }

    /** A column that was taken for the labels, because nobody named one, may be one of measurements. */
    private void requireClasses(LabelColumn labels) throws DatasetException {
        boolean areMeasurements = labels.allMatch(Numbers::is)
                && !labels.allMatch(text -> LabelColumn.whole(text).isPresent());
        if (areMeasurements) {
            throw new DatasetException(file + " has numbers that are not whole in column "
                    + shown(header.labelName()) + ", but labels are whole numbers or texts; name the column of the"
                    + " labels, one of " + shown(String.join(", ", header.names())) + ".");
        }
    }

    private void requireLength(List<String> record) throws DatasetException {
        if (record.size() != header.names().size()) {
            throw new DatasetException(file + ", line " + in.line() + " has " + record.size()
                    + " values, but the header has " + header.names().size() + " columns; correct the line.");
        }
    }

    private int[] numeric(List<String> first) throws DatasetException {
        List<Integer> numeric = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            if (i != header.label() && (Numbers.is(first.get(i)) || Numbers.isMissing(first.get(i)))) {
                numeric.add(i);
            }
        }
        if (numeric.isEmpty()) {
            throw new DatasetException(file + " has no column of numbers beside " + shown(header.labelName())
                    + ", which has the labels; features are numbers.");
        }
        return numeric.stream().mapToInt(i -> i).toArray();
    }

    private int[] find(List<String> wanted) throws DatasetException {
        int[] columns = new int[wanted.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = header.names().indexOf(wanted.get(i));
            if (columns[i] < 0) {
                throw new DatasetException(file + " has no column " + shown(wanted.get(i))
                        + ", which the training set has; both need the same features.");
            }
        }
        return columns;
    }

    private List<String> names(int[] columns) {
        List<String> names = new ArrayList<>();
        for (int column : columns) {
            names.add(header.names().get(column));
        }
        return names;
    }

    private List<String> others(int[] columns) {
        BitSet others = new BitSet();
        others.set(0, header.names().size());
        others.clear(header.label());
        IntStream.of(columns).forEach(others::clear);
        return names(others.stream().toArray());
    }

    private void take(List<String> record, int[] columns, float[] row) throws DatasetException {
        for (int i = 0; i < columns.length; i++) {
            row[i] = Numbers.finite(record.get(columns[i]));
            if (Float.isNaN(row[i])) {
                throw new DatasetException(place(columns[i]) + " " + Numbers.refusal(record.get(columns[i])) + ".");
            }
        }
    }

    private String label(List<String> record) throws DatasetException {
        String label = record.get(header.label()).strip();
        if (label.isEmpty()) {
            throw new DatasetException(
                    place(header.label()) + " is empty, but it has the labels; fill it in, or leave out the row.");
        }
        return label;
    }

    private String place(int column) {
        return file + ", line " + in.line() + ", column " + shown(header.names().get(column));
    }

    private static String shown(String name) {
        return Printable.of(name, 100);
    }
}
