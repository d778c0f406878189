package org.lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.learn.LinearClassifier;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.train.GradientSum;
import org.lanewise.learn.train.TrainingSet;
import org.lanewise.spark.LocalSpark.Data;

class DistributedExamplesTest {

    private static final RowColumns COLUMNS = RowColumns.of("label", "features");

    @TempDir
    private Path folder;

    private Path cifar(String name, int records, int seed) throws IOException {
        byte[] bytes = new byte[records * 3073];
        new Random(seed).nextBytes(bytes);
        for (int record = 0; record < records; record++) {
            bytes[record * 3073] = (byte) (record % 10);
        }
        return Files.write(folder.resolve(name), bytes);
    }

    /** Blocks begin and end within files. */
    @Test
    void cifarFilesAreReadInRanges() throws IOException {
        List<Path> files = List.of(cifar("a.bin", 5_000, 1), cifar("b.bin", 1, 2), cifar("c.bin", 3_500, 3));
        List<String> names = files.stream().map(Path::toString).toList();
        try (DistributedExamples there =
                        DistributedExamples.ofCifar(LocalSpark.CONTEXT, CifarFormat.CIFAR10, names, 2);
                CifarDataset set = CifarDataset.openFiles(CifarFormat.CIFAR10, files, files)) {
            assertEquals(8501, there.size());
            assertEquals(2, there.partitions());
            TrainingSet here = TrainingSet.of(Kernels.best(), set.train());
            float[] parameters = new float[10 * 3073];
            Random random = new Random(4);
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = 1e-2f * (float) random.nextGaussian();
            }
            assertArrayEquals(gradient(here, parameters), gradient(there, parameters));
            assertSameEvaluation(there, set.train());
        }
    }

    /** Of the standardized examples; the loss comes last. Training is nothing but such passes. */
    private static double[] gradient(TrainingSet set, float[] parameters) {
        try (TrainingSet.Passes passes = set.passes(SoftmaxCrossEntropy.softmax(), set.standardization())) {
            GradientSum sum = passes.at(parameters);
            double[] gradient = new double[parameters.length];
            sum.gradient(gradient);
            double[] all = Arrays.copyOf(gradient, gradient.length + 1);
            all[gradient.length] = sum.loss();
            return all;
        }
    }

    /** By a classifier that learned from a few of the examples. */
    private static void assertSameEvaluation(DistributedExamples there, Examples here) {
        LinearClassifier classifier =
                LinearClassifier.with(Kernels.best()).l2(1e-2f).iterations(1).fit(here.subset(0, 50));
        Evaluation expected = Evaluation.of(Kernels.best(), classifier.classifier(), here);
        DistributedEvaluation actual = DistributedEvaluation.of(classifier, there);
        assertEquals(expected.accuracy(), actual.accuracy());
        assertEquals(expected.meanLoss(), actual.meanLoss());
    }

    @Test
    void vectorsAndDoublesAreFloats() {
        Data data = Data.random(500, 4, 2);
        List<Row> rows = java.util.stream.IntStream.range(0, 500)
                .mapToObj(
                        i -> RowFactory.create((long) i, data.labels()[i], Vectors.dense(doubles(data.features()[i]))))
                .toList();
        Dataset<Row> vectors = LocalSpark.dataset(rows, LocalSpark.schema(SQLDataTypes.VectorType()), 2);
        Dataset<Row> doubles =
                data.dataset().selectExpr("cast(label as double) label", "cast(features as array<double>) features");
        LinearClassifier expected =
                LinearClassifier.with(Kernels.best()).l2(0.01f).iterations(3).fit(data.features(), data.labels());
        for (Dataset<Row> dataset : List.of(vectors, doubles)) {
            try (DistributedExamples examples = DistributedExamples.of(dataset, COLUMNS, 1)) {
                LinearClassifier actual = DistributedClassifier.defaults()
                        .withL2(0.01f)
                        .withIterations(3)
                        .fit(examples);
                assertEquals(LocalSpark.bits(expected), LocalSpark.bits(actual));
            }
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    @Test
    void predictionsAreThoseOfOneMachine() {
        Data data = Data.random(700, 4, 3);
        LinearClassifier classifier =
                LinearClassifier.with(Kernels.best()).l2(0.01f).fit(data.features(), data.labels());
        List<Row> predicted = DistributedClassifier.transform(classifier, data.dataset(), "features")
                .orderBy("number")
                .collectAsList();
        int[] labels = classifier.predict(data.features());
        float[][] probabilities = classifier.predictProba(data.features());
        for (int i = 0; i < labels.length; i++) {
            Row row = predicted.get(i);
            assertEquals(labels[i], row.<Integer>getAs("prediction"));
            List<Float> numbers = row.getList(row.fieldIndex("probability"));
            float[] found = new float[numbers.size()];
            for (int k = 0; k < found.length; k++) {
                found[k] = numbers.get(k);
            }
            assertArrayEquals(probabilities[i], found);
        }
        Dataset<Row> unknown = LocalSpark.dataset(List.of(RowFactory.create(0L, 0, null)), LocalSpark.SCHEMA, 1);
        Row row =
                DistributedClassifier.transform(classifier, unknown, "features").first();
        assertNull(row.getAs("prediction"));
        assertNull(row.getAs("probability"));
    }

    @Test
    void nothingLeaks() {
        runJobs(3, 8);
    }

    @Test
    @Tag("cluster")
    void nothingLeaksOverAThousandJobs() {
        runJobs(25, 36);
    }

    /** Reads examples so many times, which takes three jobs, and makes so many passes over them. */
    private static void runJobs(int readings, int passesOfEach) {
        long before = StoredRows.open();
        Dataset<Row> rows = Data.random(20, 2, 2).dataset().coalesce(2).cache();
        SoftmaxCrossEntropy loss = SoftmaxCrossEntropy.softmax();
        for (int i = 0; i < readings; i++) {
            try (DistributedExamples examples = DistributedExamples.of(rows, COLUMNS, 2);
                    TrainingSet.Passes passes = examples.passes(loss, examples.standardization())) {
                assertEquals(before + 1, StoredRows.open());
                for (int pass = 0; pass < passesOfEach; pass++) {
                    assertTrue(passes.at(new float[6]).loss() > 0);
                }
            }
        }
        assertEquals(before, StoredRows.open());
        rows.unpersist();
    }

    @Test
    void theSampleIsThatOfOneMachine() {
        Data data = Data.random(20_000, 3, 2);
        try (DistributedExamples there = DistributedExamples.of(data.dataset(), COLUMNS, 3);
                Arena arena = Arena.ofShared()) {
            TrainingSet here = TrainingSet.of(Kernels.best(), Examples.copyOf(arena, data.features(), data.labels()));
            for (int count : new int[] {1, 7, 1024}) {
                float[] expected = new float[3];
                float[] actual = new float[3];
                for (int i = 0; i < count; i++) {
                    here.sample(arena, count).copyRow(i, expected);
                    there.sample(arena, count).copyRow(i, actual);
                    assertArrayEquals(expected, actual);
                    i += 100;
                }
            }
        }
    }
}
