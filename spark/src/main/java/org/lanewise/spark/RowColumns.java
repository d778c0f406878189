package org.lanewise.spark;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/**
 * Which columns of a {@code Dataset<Row>} are the examples.
 *
 * @param label whole numbers from 0 on, of any numeric type
 * @param features {@code array<float>}, {@code array<double>} or ML {@code Vector}, which become floats; or {@code binary}, whose
 *     bytes are 0 to 255 and stay bytes
 * @param order the column by which the rows are sorted, such as their number; null for the order in which Spark reads them, which
 *     stays the same if Spark divides the same files in the same way
 * @param classes the number of classes, or 0 for one more than the largest label
 */
public record RowColumns(String label, String features, String order, int classes) implements Serializable {

    /**
     * Checks the names and the number.
     *
     * @throws IllegalArgumentException if the number of classes is negative
     */
    public RowColumns {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(features, "features");
        if (classes < 0) {
            throw new IllegalArgumentException("The number of classes is at least 1, or 0 for one more than the largest"
                    + " label, but it is " + classes + ".");
        }
    }

    /**
     * Columns without an order: the rows stay as Spark reads them. The number of classes is one more than the largest label.
     *
     * @param label the column of the labels
     * @param features the column of the features
     * @return the columns
     */
    public static RowColumns of(String label, String features) {
        return new RowColumns(label, features, null, 0);
    }

    /**
     * The same columns, with the rows sorted by a column.
     *
     * @param column a column that can be sorted and has a different value in each row
     * @return the columns
     */
    public RowColumns orderedBy(String column) {
        return new RowColumns(label, features, Objects.requireNonNull(column, "column"), classes);
    }

    /**
     * The same columns, with a known number of classes.
     *
     * @param count the number of classes, at least 1
     * @return the columns
     */
    public RowColumns withClasses(int count) {
        return new RowColumns(label, features, order, count);
    }

    Optional<String> ordering() {
        return Optional.ofNullable(order);
    }
}
