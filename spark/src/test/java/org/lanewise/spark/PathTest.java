package org.lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.LinearClassifier;
import org.lanewise.learn.train.Lbfgs;
import org.lanewise.learn.train.RegularizationPath;
import org.lanewise.learn.train.TrainingSet;
import org.lanewise.spark.LocalSpark.Data;

/** A path of strengths on a cluster is the one of one machine, to the last bit. */
class PathTest {

    /** Every second row is left out, so that both sets have two blocks. */
    private static final int ROWS = 18_000;

    private static final RowColumns COLUMNS = RowColumns.of("label", "features");
    private static final Data DATA = Data.random(ROWS, 6, 3);

    private static DistributedSplit split;
    private static Examples training;
    private static Examples validation;

    @BeforeAll
    static void read() {
        split = DistributedSplit.of(DATA.dataset(), COLUMNS, 2, 2);
        Examples all = Examples.copyOf(Arena.ofAuto(), DATA.features(), DATA.labels());
        training = all.select(everySecond(0));
        validation = all.select(everySecond(1));
    }

    @AfterAll
    static void free() {
        split.close();
    }

    private static int[] everySecond(int first) {
        return IntStream.range(0, ROWS).filter(row -> row % 2 == first).toArray();
    }

    private static RegularizationPath here(Loss loss) {
        Kernels kernels = Kernels.best();
        Preprocessing standardization = TrainingSet.of(kernels, training).standardization();
        return new RegularizationPath(
                List.of(new Examples.Split(training, validation)),
                examples -> new Lbfgs(kernels, standardization, examples, loss, Regularization.none()));
    }

    @Test
    void pointsHaveTheSameBits() {
        float[] strengths = RegularizationPath.strengths(0.1, 1e-2, 2);
        for (Loss loss : List.of(SoftmaxCrossEntropy.softmax(), MulticlassHinge.squaredSvm())) {
            RegularizationPath there =
                    DistributedClassifier.defaults().withLoss(loss).path(split.training(), split.validation());
            List<RegularizationPath.Point> points = there.runAll(strengths, point -> {});
            assertEquals(2, points.size());
            assertEquals(here(loss).runAll(strengths, point -> {}), points);
        }
    }

    @Test
    void theClassifierOfTheBestStrengthHasTheSameBits() {
        RegularizationPath path = here(SoftmaxCrossEntropy.softmax());
        path.run(RegularizationPath.usualStrengths(), point -> {});
        LinearClassifier expected =
                LinearClassifier.with(Kernels.best()).l2(path.best().l2()).fit(training);
        LinearClassifier actual = DistributedClassifier.defaults().fit(split.training(), split.validation());
        assertEquals(expected.provenance(), actual.provenance());
        assertEquals(LocalSpark.bits(expected), LocalSpark.bits(actual));
    }

    private static void assertRefused(String sentence, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(RuntimeException.class, call).getMessage();
        assertTrue(message.contains(sentence), message);
    }

    @Test
    void badInput() {
        long open = StoredRows.open();
        assertRefused(
                "The strength 0.5 was set, so there is none to choose",
                () -> DistributedClassifier.defaults().withL2(0.5f).fit(split.training(), split.validation()));
        Data few = Data.random(9, 5, 3);
        assertRefused(
                "Of 9 rows there is none that is left out as the last of 10",
                () -> DistributedSplit.of(few.dataset(), COLUMNS, 2, 10));
        assertRefused(
                "One of at least 2 rows is left out, but it is one of 1.",
                () -> DistributedSplit.of(few.dataset(), COLUMNS, 2, 1));
        try (DistributedExamples others = DistributedExamples.of(few.dataset(), COLUMNS, 2)) {
            assertRefused(
                    "The training set has 6 features and 3 classes, but the examples have 5 and 3.",
                    () -> DistributedClassifier.defaults().path(split.training(), others));
        }
        assertEquals(open, StoredRows.open());
    }
}
