package org.lanewise.datasets.internal.text;

import java.util.List;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.Reading;

/**
 * The first line of a table: what its columns are called, and which of them holds the labels.
 *
 * @param names the names of all columns
 * @param label which column holds the labels
 */
record CsvHeader(List<String> names, int label) {

    private static final List<String> USUAL_LABELS = List.of("label", "class", "target", "y");

    /** Characters of names that a message has room for. */
    static final int MOST_SHOWN = 500;

    static CsvHeader of(List<String> line, Reading reading, String file) throws DatasetException {
        List<String> names = line.stream().map(String::strip).toList();
        if (names.stream().allMatch(Numbers::is)) {
            throw new DatasetException(
                    file + " begins with numbers, but a header with the names of the columns was expected;"
                            + " write it as the first line.");
        }
        if (names.size() < 2) {
            throw new DatasetException(file + " has one column, " + shown(names)
                    + ", but features and a label were expected, with a comma, a semicolon or a tab between them.");
        }
        return new CsvHeader(names, label(names, reading.labelColumn(), file));
    }

    private static int label(List<String> names, String wanted, String file) throws DatasetException {
        if (wanted != null) {
            int at = names.indexOf(wanted);
            if (at < 0 || at != names.lastIndexOf(wanted)) {
                throw new DatasetException(file + " has " + (at < 0 ? "no column" : "more than one column") + " called "
                        + Printable.of(wanted, 100) + " for the labels; its columns are " + shown(names) + ".");
            }
            return at;
        }
        for (String usual : USUAL_LABELS) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equalsIgnoreCase(usual)) {
                    return i;
                }
            }
        }
        return names.size() - 1;
    }

    private static String shown(List<String> names) {
        return Printable.of(String.join(", ", names), MOST_SHOWN);
    }

    String labelName() {
        return names.get(label);
    }
}
