package org.lanewise.core.data;

import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** Some examples of another set; {@code sourceRow} tells which. */
record ExampleRows(Examples source, Features features, IntUnaryOperator sourceRow) implements Examples {

    @Override
    public int classes() {
        return source.classes();
    }

    @Override
    public int label(int row) {
        return source.label(sourceRow.applyAsInt(Objects.checkIndex(row, features.rows())));
    }

    @Override
    public float weight(int row) {
        return source.weight(sourceRow.applyAsInt(Objects.checkIndex(row, features.rows())));
    }

    @Override
    public boolean isWeighted() {
        return source.isWeighted();
    }
}
