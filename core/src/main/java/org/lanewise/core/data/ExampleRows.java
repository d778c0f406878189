package org.lanewise.core.data;

import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** Some examples of another set; {@code rows} tells which. */
record ExampleRows(Examples source, Features features, IntUnaryOperator rows) implements ExamplesView {

    @Override
    public int sourceRow(int row) {
        return rows.applyAsInt(Objects.checkIndex(row, features.rows()));
    }
}
