package org.lanewise.datasets.internal.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lanewise.core.data.Features;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.Reading;
import org.lanewise.datasets.internal.base.LabelColumn;

/**
 * A table that was read: the numeric columns as features, and the labels. A column is numeric if its first value is a number; all
 * others have to be numbers, too.
 *
 * @param file the file
 * @param columns what its columns are called
 * @param features N x D
 * @param labels texts, as the file has them
 */
record CsvTable(Path file, Columns columns, Features features, LabelColumn labels) {

    /**
     * The columns that are read.
     *
     * @param numeric the names of the features, in their order
     * @param label the name of the column that holds the labels
     * @param others the names of all other columns of the file
     */
    record Columns(List<String> numeric, String label, List<String> others) {}

    /** What a user should know of how it was read, if there is anything. */
    Optional<String> note() {
        List<String> others = columns.others();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("Only columns of numbers are features; these columns of " + file + " are left out: "
                        + Printable.of(String.join(", ", others), CsvHeader.MOST_SHOWN) + ".");
    }

    /** Reads a table; its numeric columns are found by its first record. */
    static CsvTable read(Path file, Reading reading, Arena arena) throws IOException {
        return read(file, reading, null, arena);
    }

    /** Reads a table that must have the columns of another one, in any order. */
    static CsvTable readLike(CsvTable other, Path file, Arena arena) throws IOException {
        Reading reading = Reading.defaults().withLabelColumn(other.columns.label());
        return read(file, reading, other.columns.numeric(), arena);
    }

    private static CsvTable read(Path file, Reading reading, List<String> wanted, Arena arena) throws IOException {
        try (CsvReader in = new CsvReader(file)) {
            List<String> names = in.next();
            if (names == null) {
                throw new DatasetException(file + " is empty, but a table with a header was expected.");
            }
            CsvHeader header = CsvHeader.of(names, reading, file.toString());
            List<String> first = in.next();
            if (first == null) {
                throw new DatasetException(file + " has a header and no rows, so there is nothing to learn from.");
            }
            return new CsvRows(file, in, header).read(first, wanted, arena);
        }
    }
}
