package org.lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.learn.LinearClassifier;
import org.lanewise.spark.LocalSpark.Data;

/** Examples that lie in Parquet files, in the columns that such files have. */
class ParquetTest {

    private static final int FEATURES = 5;
    private static final Data DATA = Data.random(9000, FEATURES, 3);
    private static final RowColumns COLUMNS = RowColumns.of("label", "features").orderedBy("number");

    @TempDir
    private Path folder;

    /** In the folder are other files beside it, with sums to check it by. */
    private String file() {
        return folder.resolve("examples.parquet").toString();
    }

    private void assertSameBits(Data data, String type) {
        Dataset<Row> rows = LocalSpark.SESSION.read().parquet(file());
        assertEquals(type, rows.schema().apply("features").dataType().simpleString());
        LinearClassifier expected =
                LinearClassifier.with(Kernels.best()).l2(1e-2f).iterations(2).fit(data.features(), data.labels());
        try (DistributedExamples examples = DistributedExamples.of(rows, COLUMNS, 2)) {
            LinearClassifier actual = DistributedClassifier.defaults()
                    .withL2(1e-2f)
                    .withIterations(2)
                    .fit(examples);
            assertEquals(LocalSpark.bits(expected), LocalSpark.bits(actual));
        }
    }

    @Test
    void arraysOfFloats() {
        DATA.dataset().write().parquet(file());
        assertSameBits(DATA, "array<float>");
    }

    @Test
    void vectors() {
        Dataset<Row> rows = DATA.dataset();
        rows.withColumn("features", functions.array_to_vector(rows.col("features")))
                .write()
                .parquet(file());
        assertSameBits(DATA, "vector");
    }

    /** Written by Parquet's own library: Spark writes no bytes of a fixed length, but reads them. */
    @Test
    void bytesOfAFixedLength() throws IOException {
        Data bytes = DATA.bytes();
        MessageType schema =
                MessageTypeParser.parseMessageType("message example { required int64 number; required int32"
                        + " label; required fixed_len_byte_array(" + FEATURES + ") features; }");
        SimpleGroupFactory rows = new SimpleGroupFactory(schema);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file()))
                .withConf(new Configuration())
                .withType(schema)
                .build()) {
            for (int row = bytes.labels().length - 1; row >= 0; row--) {
                writer.write(rows.newGroup()
                        .append("number", (long) row)
                        .append("label", bytes.labels()[row])
                        .append("features", Binary.fromConstantByteArray(bytes.unsigned(row))));
            }
        }
        assertSameBits(bytes, "binary");
    }
}
