package org.lanewise.core.data;

import java.util.Locale;

/** A matrix as text: its shape, and the elements at its corners. */
final class MatrixText {

    /** Rows and columns that are shown at each end. */
    private static final int SHOWN = 3;

    private MatrixText() {}

    static String of(FloatMatrix matrix) {
        StringBuilder text = new StringBuilder("FloatMatrix ").append(matrix.shape());
        if (matrix.leadingDimension() != matrix.columns()) {
            text.append(", leading dimension ").append(matrix.leadingDimension());
        }
        if (matrix.columns() == 0) {
            return text.toString();
        }
        for (int row = 0; row < matrix.rows(); row++) {
            if (row == SHOWN && matrix.rows() > 2 * SHOWN) {
                text.append("\n  ...");
                row = matrix.rows() - SHOWN;
            }
            text.append("\n  [").append(row(matrix, row)).append(']');
        }
        return text.toString();
    }

    private static String row(FloatMatrix matrix, int row) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < matrix.columns(); column++) {
            if (column == SHOWN && matrix.columns() > 2 * SHOWN) {
                text.append("  ...");
                column = matrix.columns() - SHOWN;
            }
            text.append(column == 0 ? "" : "  ").append(String.format(Locale.ROOT, "%.4g", matrix.get(row, column)));
        }
        return text.toString();
    }
}
