package org.lanewise.core.data;

import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** Some images of another set; {@code sourceRow} tells which. */
record LabeledRows(LabeledImages source, PixelMatrix images, IntUnaryOperator sourceRow) implements LabeledImages {

    @Override
    public int classes() {
        return source.classes();
    }

    @Override
    public int label(int row) {
        return source.label(sourceRow.applyAsInt(Objects.checkIndex(row, images.rows())));
    }
}
