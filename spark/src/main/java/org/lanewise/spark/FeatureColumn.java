package org.lanewise.spark;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructField;
import org.lanewise.core.data.Features.Element;
import scala.collection.Seq;

/** What a column of features holds, and how a row of it is read. */
enum FeatureColumn {
    /** {@code array<float>} or {@code array<double>}. */
    ARRAY,
    /** Spark's ML vector, dense or sparse. */
    VECTOR,
    /** Bytes, 0 to 255. */
    BINARY;

    /**
     * Finds out what a column holds.
     *
     * @throws IllegalArgumentException if it holds no features
     */
    static FeatureColumn of(StructField column) {
        DataType type = column.dataType();
        if (type instanceof BinaryType) {
            return BINARY;
        }
        if (type instanceof ArrayType array
                && (array.elementType() instanceof FloatType || array.elementType() instanceof DoubleType)) {
            return ARRAY;
        }
        if (type.typeName().equals("vector")) {
            return VECTOR;
        }
        throw new IllegalArgumentException(
                "Features are an array of floats or doubles, an ML vector or binary, but column " + column.name()
                        + " is " + type.simpleString() + ".");
    }

    /** The form in which the features are stored off the heap. */
    Element element() {
        return this == BINARY ? Element.BYTE : Element.FLOAT;
    }

    /** How many features a row has. They are not null. */
    int length(Row row, int column) {
        return switch (this) {
            case ARRAY -> row.<Object>getSeq(column).length();
            case VECTOR -> row.<Vector>getAs(column).size();
            case BINARY -> row.<byte[]>getAs(column).length;
        };
    }

    /** The bytes of a row of {@link #BINARY}. */
    static byte[] bytes(Row row, int column) {
        return row.getAs(column);
    }

    /** The floats of any other row, with NaN for null. */
    float[] floats(Row row, int column) {
        return this == VECTOR ? rounded(row.<Vector>getAs(column).toArray()) : floats(row.getSeq(column));
    }

    private static float[] floats(Seq<Object> values) {
        float[] floats = new float[values.length()];
        for (int d = 0; d < floats.length; d++) {
            floats[d] = values.apply(d) instanceof Number number ? number.floatValue() : Float.NaN;
        }
        return floats;
    }

    private static float[] rounded(double[] values) {
        float[] floats = new float[values.length];
        for (int d = 0; d < floats.length; d++) {
            floats[d] = (float) values[d];
        }
        return floats;
    }
}
