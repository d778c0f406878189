package org.lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.RDDBlockId;
import org.junit.jupiter.api.Test;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.learn.LinearClassifier;
import org.lanewise.spark.LocalSpark.Data;

/** A cluster's classifier is the one of one machine, to the last bit. */
class SameBitsTest {

    /** Eight blocks, the last one small. */
    private static final int ROWS = 58_000;

    private static final int CLASSES = 3;
    private static final float L2 = 1e-3f;
    private static final int ITERATIONS = 4;
    private static final Data DATA = Data.random(ROWS, 7, CLASSES);
    private static final RowColumns COLUMNS = RowColumns.of("label", "features");

    private static LinearClassifier here(Data data) {
        return LinearClassifier.with(Kernels.best())
                .l2(L2)
                .iterations(ITERATIONS)
                .fit(data.features(), data.labels());
    }

    private static LinearClassifier there(DistributedExamples examples) {
        return DistributedClassifier.defaults()
                .withL2(L2)
                .withIterations(ITERATIONS)
                .fit(examples);
    }

    private static void assertSame(LinearClassifier expected, Dataset<Row> rows, RowColumns columns, int partitions) {
        try (DistributedExamples examples = DistributedExamples.of(rows, columns, partitions)) {
            assertEquals(partitions, examples.partitions());
            LinearClassifier actual = there(examples);
            assertEquals(LocalSpark.bits(expected), LocalSpark.bits(actual), partitions + " partitions");
            assertEquals(expected.provenance(), actual.provenance());
        }
    }

    @Test
    void floatsInAnyNumberOfPartitions() {
        LinearClassifier expected = here(DATA);
        Dataset<Row> rows = DATA.dataset().cache();
        for (int partitions : new int[] {1, 3, 7}) {
            assertSame(expected, rows, COLUMNS, partitions);
        }
        rows.unpersist();
    }

    @Test
    void bytesInAnyNumberOfPartitions() {
        Data bytes = DATA.bytes();
        LinearClassifier expected = here(bytes);
        Dataset<Row> rows = bytes.binary().cache();
        for (int partitions : new int[] {2, 7}) {
            assertSame(expected, rows, COLUMNS, partitions);
        }
        rows.unpersist();
    }

    @Test
    void rowsThatAreSortedFirst() {
        Dataset<Row> shuffled = DATA.dataset().repartition(4).orderBy(functions.hash(functions.col("number")));
        assertSame(here(DATA), shuffled, COLUMNS.orderedBy("number").withClasses(CLASSES), 3);
    }

    @Test
    void morePartitionsThanTheDriverMerges() {
        int size = 40 * 8192 + 1;
        Data data = new Data(new float[size][1], new int[size]);
        for (int row = 0; row < size; row++) {
            int number = row * 61 % 1009;
            data.features()[row][0] = number;
            data.labels()[row] = number * 7 % 1000 / 500;
        }
        // Made there: rows that are sent take longer than all else.
        Dataset<Row> made = LocalSpark.SESSION
                .range(0, size, 1, 41)
                .selectExpr("id number", "id * 61 % 1009 made")
                .selectExpr("number", "cast(made * 7 % 1000 div 500 as int) label", "array(float(made)) features");
        assertSame(here(data), made, COLUMNS, 41);
    }

    /** A task of a pass finds its partition gone, reads it again, fails there, and is run once more. */
    @Test
    void aTaskThatFailsAndIsRunAgain() {
        Data data = Data.random(30_000, 5, CLASSES);
        try (DistributedExamples read = DistributedExamples.of(data.dataset(), COLUMNS, 3)) {
            AtomicInteger jobs = new AtomicInteger();
            SparkListener saboteur = new SparkListener() {
                @Override
                public void onJobStart(SparkListenerJobStart start) {
                    if (jobs.incrementAndGet() == 4) {
                        Sabotage.ARMED.set(1);
                        LocalSpark.SESSION
                                .sparkContext()
                                .env()
                                .blockManager()
                                .removeBlock(new RDDBlockId(Sabotage.copies.id(), 1), true);
                    }
                }
            };
            Sabotage.copies = read.parts().map(Sabotage::copy);
            try (DistributedExamples examples = new DistributedExamples(Sabotage.copies)) {
                LocalSpark.SESSION.sparkContext().addSparkListener(saboteur);
                LinearClassifier actual = there(examples);
                assertEquals(LocalSpark.bits(here(data)), LocalSpark.bits(actual));
                assertTrue(Sabotage.FAILURES.get() >= 1, "no task failed");
            } finally {
                LocalSpark.SESSION.sparkContext().removeSparkListener(saboteur);
            }
        }
    }

    /** Fails once when it is armed. */
    private static final class Sabotage {

        static final AtomicInteger ARMED = new AtomicInteger();
        static final AtomicInteger FAILURES = new AtomicInteger();
        static JavaRDD<StoredRows> copies;

        static StoredRows copy(StoredRows rows) {
            if (ARMED.getAndSet(0) == 1) {
                FAILURES.incrementAndGet();
                throw new IllegalStateException("This task fails once, as the test wants it.");
            }
            StoredRows copy = new StoredRows(rows.range(), 1);
            int[] labels = new int[rows.examples().size()];
            for (int row = 0; row < labels.length; row++) {
                labels[row] = rows.examples().label(row);
            }
            copy.filled(rows.examples().features(), labels, rows.examples().classes());
            return copy;
        }
    }
}
