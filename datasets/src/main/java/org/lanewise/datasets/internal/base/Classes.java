package org.lanewise.datasets.internal.base;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.datasets.DatasetException;

/** The classes of a data set: the distinct labels of the training set in sorted order. A class is called as its label is. */
final class Classes {

    private static final int MOST_SHOWN = 100;

    private final LabelColumn origin;
    private final List<Comparable<?>> sorted;
    private final Map<Comparable<?>, Integer> labelOf = new HashMap<>();

    private Classes(LabelColumn origin) {
        this.origin = origin;
        this.sorted = origin.sorted();
        sorted.forEach(value -> labelOf.put(value, labelOf.size()));
    }

    static Classes of(LabelColumn labels) throws DatasetException {
        Classes classes = new Classes(labels);
        if (classes.sorted.size() < 2) {
            throw new DatasetException(labels.what() + " holds one class alone, " + shown(classes.sorted.getFirst())
                    + ", but at least two are needed to tell them apart; check that these are the labels.");
        }
        return classes;
    }

    List<String> names() {
        return sorted.stream().map(Object::toString).toList();
    }

    int size() {
        return sorted.size();
    }

    /** The label of each example, 0 to K - 1. */
    int[] labels(LabelColumn column) throws DatasetException {
        int[] labelOfCode = new int[column.values().size()];
        for (int code = 0; code < labelOfCode.length; code++) {
            Integer label = labelOf.get(column.values().get(code));
            if (label == null) {
                throw unknown(column, code);
            }
            labelOfCode[code] = label;
        }
        int[] labels = new int[column.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = labelOfCode[column.code(row)];
        }
        return labels;
    }

    private DatasetException unknown(LabelColumn column, int code) {
        return new DatasetException(column.what() + " has the label "
                + shown(column.values().get(code)) + " in row " + column.firstRow(code)
                + " (the first is 0), but no example of the training set has it in " + origin.what() + "; the "
                + size() + " classes are " + some() + ".");
    }

    private String some() {
        List<String> names = names();
        String first = String.join(", ", names.subList(0, Math.min(10, names.size())));
        return Printable.of(names.size() > 10 ? first + " and others" : first, 2 * MOST_SHOWN);
    }

    private static String shown(Comparable<?> value) {
        return Printable.of(value.toString(), MOST_SHOWN);
    }
}
