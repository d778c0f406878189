package org.lanewise.spark;

import java.io.Serializable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.learn.evaluate.Classifier;

/**
 * Adds the class and the probabilities to rows.
 *
 * @param form what the features are
 * @param column where they are in a row
 */
record Prediction(FeatureColumn form, int column) implements Serializable {

    /** How many rows are scored together. */
    private static final int BATCH = 256;

    Iterator<Row> predict(Classifier classifier, Iterator<Row> rows) {
        return new Iterator<>() {
            private Iterator<Row> ready = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                return ready.hasNext() || rows.hasNext();
            }

            @Override
            public Row next() {
                if (!ready.hasNext()) {
                    List<Row> batch = new ArrayList<>();
                    do {
                        batch.add(rows.next());
                    } while (batch.size() < BATCH && rows.hasNext());
                    ready = predict(classifier, batch).iterator();
                }
                return ready.next();
            }
        };
    }

    private List<Row> predict(Classifier classifier, List<Row> rows) {
        Kernels kernels = Kernels.best();
        try (Arena arena = Arena.ofShared()) {
            List<Row> known = rows.stream().filter(row -> !row.isNullAt(column)).toList();
            FloatMatrix probabilities = known.isEmpty()
                    ? null
                    : classifier.probabilities(arena, kernels, features(arena, classifier.features(), known));
            List<Row> predicted = new ArrayList<>();
            int next = 0;
            for (Row row : rows) {
                boolean isKnown = !row.isNullAt(column);
                predicted.add(with(
                        row,
                        isKnown ? Classifier.best(probabilities, next) : null,
                        isKnown ? probabilities.rows(next, next + 1).toArray() : null));
                next += isKnown ? 1 : 0;
            }
            return predicted;
        }
    }

    private static Row with(Row row, Integer label, float[] probabilities) {
        Object[] values = new Object[row.size() + 2];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        values[row.size()] = label;
        values[row.size() + 1] = probabilities;
        return RowFactory.create(values);
    }

    private Features features(Arena arena, int columns, List<Row> rows) {
        int rowBytes = Math.multiplyExact(columns, form.element().bytes());
        MemorySegment segment = arena.allocate((long) rows.size() * rowBytes, Long.BYTES);
        for (int i = 0; i < rows.size(); i++) {
            int length = form.length(rows.get(i), column);
            if (length != columns) {
                throw new IllegalArgumentException(
                        "A row has " + length + " features, but the classifier was trained on " + columns + ".");
            }
            long to = (long) i * rowBytes;
            if (form.element() == Element.BYTE) {
                MemorySegment.copy(
                        FeatureColumn.bytes(rows.get(i), column), 0, segment, ValueLayout.JAVA_BYTE, to, columns);
            } else {
                MemorySegment.copy(form.floats(rows.get(i), column), 0, segment, ValueLayout.JAVA_FLOAT, to, columns);
            }
        }
        return Features.of(form.element(), segment, 0, rows.size(), columns, rowBytes, Features.UNKNOWN_ORIGIN);
    }
}
