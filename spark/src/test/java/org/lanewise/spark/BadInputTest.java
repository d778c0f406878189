package org.lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.cifar.CifarFormat;

/** Bad input makes one sentence, of one job without a failed task. */
class BadInputTest {

    private static final RowColumns COLUMNS = RowColumns.of("label", "features");

    private final AtomicInteger failures = new AtomicInteger();
    private final SparkListener counter = new SparkListener() {
        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            failures.addAndGet(end.taskInfo().successful() ? 0 : 1);
        }
    };
    private final long open = StoredRows.open();

    @TempDir
    private Path folder;

    @BeforeEach
    void count() {
        LocalSpark.SESSION.sparkContext().addSparkListener(counter);
    }

    @AfterEach
    void noTaskFailedAndNothingIsLeft() throws Exception {
        LocalSpark.SESSION.sparkContext().listenerBus().waitUntilEmpty();
        LocalSpark.SESSION.sparkContext().removeSparkListener(counter);
        assertEquals(0, failures.get());
        assertEquals(open, StoredRows.open());
    }

    private static void assertRefused(String sentence, Row bad, RowColumns columns) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            rows.add(RowFactory.create((long) i, i % 2, new float[] {i, 1}));
        }
        rows.set(4, bad);
        assertRefused(
                sentence, () -> DistributedExamples.of(LocalSpark.dataset(rows, LocalSpark.SCHEMA, 2), columns, 2));
    }

    private static void assertRefused(String sentence, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(sentence), message);
    }

    @Test
    void rowsOfAnotherLength() {
        Row bad = RowFactory.create(4L, 0, new float[] {1, 2, 3});
        assertRefused(
                "Row 1 of partition 1 (the first are 0) has 3 features, but the row before it has 2.", bad, COLUMNS);
    }

    @Test
    void partitionsOfAnotherLength() {
        List<Row> rows =
                List.of(RowFactory.create(0L, 0, new float[] {1, 2}), RowFactory.create(1L, 1, new float[] {1, 2, 3}));
        assertRefused(
                "The rows of partition 1 (the first is 0) have 3 features, but those of partition 0 have 2.",
                () -> DistributedExamples.of(LocalSpark.dataset(rows, LocalSpark.SCHEMA, 2), COLUMNS, 2));
    }

    @Test
    void labelsOutOfRange() {
        Row negative = RowFactory.create(4L, -1, new float[] {1, 2});
        assertRefused(
                "Row 1 of partition 1 (the first are 0) has the label -1, but labels are whole", negative, COLUMNS);
        Row large = RowFactory.create(4L, 2, new float[] {1, 2});
        assertRefused("has the label 2, but labels are whole numbers from 0 to 1.", large, COLUMNS.withClasses(2));
    }

    @Test
    void nulls() {
        assertRefused(
                "partition 1 (the first are 0) has null in column label",
                RowFactory.create(4L, null, new float[] {1, 2}),
                COLUMNS);
        assertRefused("has null in column features", RowFactory.create(4L, 1, null), COLUMNS);
        assertRefused("has a feature 1 that is NaN or null", RowFactory.create(4L, 1, new Float[] {1f, null}), COLUMNS);
    }

    @Test
    void numbersThatAreNotFinite() {
        assertRefused(
                "Row 1 of partition 1 (the first are 0) has a feature 0 that is NaN or null; only finite",
                RowFactory.create(4L, 1, new float[] {Float.NaN, 2}),
                COLUMNS);
        assertRefused(
                "has a feature 1 that is infinite",
                RowFactory.create(4L, 1, new float[] {1, Float.NEGATIVE_INFINITY}),
                COLUMNS);
    }

    @Test
    void noRowsAndNoFeatures() {
        assertRefused(
                "There is no row",
                () -> DistributedExamples.of(LocalSpark.dataset(List.of(), LocalSpark.SCHEMA, 2), COLUMNS, 2));
        assertRefused(
                "Features are an array of floats or doubles, an ML vector or binary, but column features is string.",
                () -> DistributedExamples.of(
                        LocalSpark.dataset(List.of(), LocalSpark.schema(DataTypes.StringType), 2), COLUMNS, 2));
    }

    @Test
    void columnsThatAreNotThereOrNoNumbers() {
        List<Row> rows = List.of(RowFactory.create(0L, 1, new float[] {1, 2}));
        Dataset<Row> numbers = LocalSpark.dataset(rows, LocalSpark.SCHEMA, 2);
        for (RowColumns columns :
                List.of(RowColumns.of("what", "features"), RowColumns.of("label", "what"), COLUMNS.orderedBy("what"))) {
            assertRefused(
                    "There is no column what; the columns are number, label, features.",
                    () -> DistributedExamples.of(numbers, columns, 2));
        }
        Dataset<Row> names = numbers.withColumn("label", numbers.col("label").cast("string"));
        assertRefused(
                "Labels are whole numbers, but column label is string;",
                () -> DistributedExamples.of(names, COLUMNS, 2));
    }

    @Test
    void memoryThatAnExecutorDoesNotHave() {
        String message = assertThrows(
                        IllegalStateException.class, () -> new StoredRows(new BlockRange(1, 10), Long.MAX_VALUE / 2))
                .getMessage();
        assertTrue(message.startsWith("The 10 examples from row 8192 need 4611686018427387903 bytes off"), message);
    }

    @Test
    void oneClass() {
        List<Row> rows =
                List.of(RowFactory.create(0L, 1, new float[] {1, 2}), RowFactory.create(1L, 1, new float[] {2, 3}));
        try (DistributedExamples examples =
                DistributedExamples.of(LocalSpark.dataset(rows, LocalSpark.SCHEMA, 2), COLUMNS, 2)) {
            assertRefused(
                    "all 2 have the label 1",
                    () -> DistributedClassifier.defaults().fit(examples));
        }
    }

    @Test
    void cifarFiles() throws IOException {
        byte[] records = new byte[3 * 3073];
        records[2 * 3073] = 10;
        Path file = Files.write(folder.resolve("data.bin"), records);
        assertRefused(
                "record 2 (the first is 0) has the label 10, but CIFAR-10 has labels 0 to 9",
                () -> DistributedExamples.ofCifar(
                        LocalSpark.CONTEXT, CifarFormat.CIFAR10, List.of(file.toString()), 2));
        Files.write(file, new byte[3072]);
        assertRefused(
                "data.bin has 3072 bytes, but a whole number of CIFAR-10 records of 3073 bytes was expected",
                () -> DistributedExamples.ofCifar(
                        LocalSpark.CONTEXT, CifarFormat.CIFAR10, List.of(file.toString()), 2));
    }

    @ParameterizedTest
    @CsvSource({"3.5.1, false", "4.1.9, false", "4.2.0, true", "4.10.0-SNAPSHOT, true", "5.0.0, true", "what, false"})
    void oldSparks(String version, boolean isNewEnough) {
        if (isNewEnough) {
            assertDoesNotThrow(() -> SparkVersion.require(version));
        } else {
            String message = assertThrows(IllegalStateException.class, () -> SparkVersion.require(version))
                    .getMessage();
            assertTrue(message.contains("needs Spark 4.2 or newer"), message);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.8, false", "17, false", "24, false", "25, true", "26, true"})
    void oldJdks(String version, boolean isNewEnough) {
        if (isNewEnough) {
            assertDoesNotThrow(() -> SparkVersion.requireJdk(version));
        } else {
            String message = assertThrows(IllegalStateException.class, () -> SparkVersion.requireJdk(version))
                    .getMessage();
            assertTrue(
                    message.startsWith("An executor runs on JDK " + version + ", but Lanewise needs JDK 25"), message);
        }
    }
}
