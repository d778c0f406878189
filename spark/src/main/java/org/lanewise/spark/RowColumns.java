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
 * @param order what the rows are sorted by, such as a number of their own; null for the order in which Spark reads them, which
 *     is the same again if it divides the same files in the same way
 * @param classes the number of classes, or 0 for one more than the largest label
 */
public record RowColumns(String label, String features, String order, int classes) implements Serializable {

    /**
     * Checks the names.
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
     * Columns of examples in the order in which Spark reads them, with as many classes as there are labels.
     *
     * @param label the column of the labels
     * @param features the column of the features
     * @return the columns
     */
    public static RowColumns of(String label, String features) {
        return new RowColumns(label, features, null, 0);
    }

    /**
     * The same columns, with the rows in the order of one of them.
     *
     * @param column what is different in every row, and can be sorted
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
