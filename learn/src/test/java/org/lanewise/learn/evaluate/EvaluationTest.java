package org.lanewise.learn.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;

/** All figures of one pass, by hand on images that are easy to count. */
class EvaluationTest {

    private static final Loss SOFTMAX = SoftmaxCrossEntropy.softmax();

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Image i is a pixel of value {@code i % 3} and a pixel 1; it is labeled {@code i % 3}, but as 0 if i is wrong. */
    private record Remainders(Features features, int wrong) implements Examples {

        static Remainders of(Arena arena, int count, int wrong) {
            MemorySegment segment = arena.allocate(Math.max(1, 2L * count));
            for (int i = 0; i < count; i++) {
                segment.set(ValueLayout.JAVA_BYTE, 2L * i, (byte) (i % 3));
                segment.set(ValueLayout.JAVA_BYTE, 2L * i + 1, (byte) 1);
            }
            return new Remainders(Features.ofBytes(segment, 0, count, 2, 2), wrong);
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public int label(int row) {
            return row < wrong ? (row + 1) % 3 : row % 3;
        }
    }

    /** Scores class k with 2 k x - k^2, which is largest at k = x. */
    private LinearModel perfect() {
        LinearModel model = LinearModel.allocate(arena, 3, 2);
        model.weights().copyFrom(new float[] {0, 0, 2, -1, 4, -4});
        return model;
    }

    private Evaluation evaluate(LinearModel model, int count, int wrong) {
        return Evaluation.of(kernels, model, Preprocessing.none(arena, 2), SOFTMAX, Remainders.of(arena, count, wrong));
    }

    private double accuracy(LinearModel model, int count, int wrong) {
        return evaluate(model, count, wrong).accuracy();
    }

    @Test
    void countsCorrectAnswers() {
        assertEquals(1, accuracy(perfect(), 1, 0));
        assertEquals(0, accuracy(perfect(), 1, 1));
        assertEquals(0.7, accuracy(perfect(), 10, 3));
    }

    /** Sets are scored in blocks of 1024. */
    @Test
    void countsOverSeveralBlocks() {
        for (int count : new int[] {1023, 1024, 1025, 2500}) {
            assertEquals((count - 7.0) / count, accuracy(perfect(), count, 7), count + " images");
        }
    }

    @Test
    void firstOfEqualScoresWins() {
        Evaluation indifferent = evaluate(LinearModel.allocate(arena, 3, 2), 10, 0);
        assertEquals(0.4, indifferent.accuracy(), "images 0, 3, 6, 9 are of class 0");
        assertEquals(0.7, indifferent.topK(2), "images 1, 4, 7 are of class 1");
        assertEquals(1, indifferent.topK(3));
    }

    /** Scores of an image of value x: 0, 2 x - 1, 4 x - 4. The wrong ones' classes are 1, 2, 0. */
    @Test
    void topKCountsTheCorrectClassAmongTheHighest() {
        Evaluation evaluation = evaluate(perfect(), 10, 3);
        // Image 0: 0 > -1 > -4, class 1 is second. Image 1: 1 > 0 = 0, class 2 is third. Image 2: 4 > 3 > 0, class 0
        // third.
        assertEquals(0.7, evaluation.topK(1));
        assertEquals(0.8, evaluation.topK(2));
        assertEquals(1, evaluation.topK(3));
        assertEquals(1, evaluation.topK(99));
    }

    @Test
    void meanLossIsThatOfTheLoss() {
        double zero = Math.log(1 + Math.exp(-1) + Math.exp(-4));
        double one = Math.log(Math.exp(-1) + 1 + Math.exp(-1));
        double two = Math.log(Math.exp(-4) + Math.exp(-1) + 1);
        assertEquals((zero + one + two) / 3, evaluate(perfect(), 3, 0).meanLoss(), 1e-6);

        // Margins of exactly 1 or more: no violation. Of image 0 as class 1: 0 + 1 + 1 and -4 + 1 + 1 < 0.
        Remainders wrong = Remainders.of(arena, 3, 1);
        double hinge = Evaluation.of(kernels, perfect(), Preprocessing.none(arena, 2), MulticlassHinge.svm(), wrong)
                .meanLoss();
        assertEquals(2 / 3.0, hinge, 1e-6);
    }

    /** Images 0 to 9 with values 0 1 2 0 1 2 0 1 2 0, the first three labeled 1 2 0. */
    @Test
    void confusionMatrixAndItsMeasures() {
        ConfusionMatrix confusion = evaluate(perfect(), 10, 3).confusion();
        int[][] expected = {{3, 0, 1}, {1, 2, 0}, {0, 1, 2}};
        for (int actual = 0; actual < 3; actual++) {
            for (int predicted = 0; predicted < 3; predicted++) {
                assertEquals(expected[actual][predicted], confusion.count(actual, predicted));
            }
        }
        assertEquals(10, confusion.total());
        assertEquals(3 / 4.0, confusion.precision(0));
        assertEquals(3 / 4.0, confusion.recall(0));
        assertEquals(2 / 3.0, confusion.precision(1));
        assertEquals(2 / 3.0, confusion.f1(2));
        assertEquals((3 / 4.0 + 2 / 3.0 + 2 / 3.0) / 3, confusion.macroF1(), 1e-15);
    }

    /** A model that always says 0, on images of classes 0 and 1. */
    @Test
    void measuresWithoutDenominatorAre0AndAbsentClassesCountNot() {
        ConfusionMatrix confusion =
                evaluate(LinearModel.allocate(arena, 3, 2), 2, 0).confusion();
        assertEquals(0.5, confusion.precision(0));
        assertEquals(1, confusion.recall(0));
        assertEquals(2 / 3.0, confusion.f1(0));
        for (int k = 1; k < 3; k++) {
            assertEquals(0, confusion.precision(k) + confusion.recall(k) + confusion.f1(k));
        }
        assertEquals(0.25, confusion.macroPrecision(), "of classes 0 and 1; 2 does not occur");
        assertEquals(0.5, confusion.macroRecall());
        assertEquals(1 / 3.0, confusion.macroF1());
    }

    /** Confidence of an image of value 0 or 2: 1 / (1 + e^-1 + e^-4) = 0.7214; of value 1: 1 / (1 + 2 e^-1) = 0.5761. */
    @Test
    void calibrationComparesConfidenceWithAccuracy() {
        CalibrationTable table = evaluate(perfect(), 10, 3).calibration();
        assertEquals(CalibrationTable.BINS, table.bins().size());
        double middle = 1 / (1 + 2 * Math.exp(-1));
        double sure = 1 / (1 + Math.exp(-1) + Math.exp(-4));
        CalibrationTable.Bin five = table.bins().get(5);
        CalibrationTable.Bin seven = table.bins().get(7);
        assertEquals(3, five.count());
        assertEquals(7, seven.count());
        assertEquals(middle, five.confidence(), 1e-6);
        assertEquals(sure, seven.confidence(), 1e-6);
        assertEquals(2 / 3.0, five.accuracy());
        assertEquals(5 / 7.0, seven.accuracy());
        double expected = 0.3 * Math.abs(2 / 3.0 - middle) + 0.7 * Math.abs(5 / 7.0 - sure);
        assertEquals(expected, table.expectedError(), 1e-6);
    }

    @Test
    void aSureModelIsInTheLastBin() {
        LinearModel sure = LinearModel.allocate(arena, 3, 2);
        sure.bias().set(1, 0, 1000);
        CalibrationTable.Bin last = evaluate(sure, 6, 0).calibration().bins().get(9);
        assertEquals(new CalibrationTable.Bin(0.9, 1, 6, 1, 2 / 6.0), last);
    }

    /** 60,000 x 60,000 counts would be 14 GB. The answer is always the last class; labels are the last three. */
    @Test
    void manyClassesNeedNoMatrixOfAllPairs() {
        int classes = 60_000;
        LinearModel model = LinearModel.allocate(arena, classes, 2);
        model.bias().set(classes - 1, 0, 1);
        Remainders few = Remainders.of(arena, 90, 0);
        Examples last = new Examples() {
            @Override
            public Features features() {
                return few.features();
            }

            @Override
            public int classes() {
                return classes;
            }

            @Override
            public int label(int row) {
                return classes - 1 - row % 3;
            }
        };
        Evaluation evaluation =
                Evaluation.of(kernels, model, Preprocessing.none(arena, 2), MulticlassHinge.svm(), last);
        ConfusionMatrix confusion = evaluation.confusion();
        assertEquals(1 / 3.0, evaluation.accuracy());
        assertEquals(
                2 / 3.0 * classes, evaluation.meanLoss(), "two thirds lose by 1 to one class, and by 0 to the others");
        assertEquals(30, confusion.count(classes - 2, classes - 1));
        assertEquals(0, confusion.count(classes - 1, classes - 2));
        assertEquals(1 / 3.0, confusion.precision(classes - 1));
        assertEquals(1 / 3.0, confusion.macroRecall(), "of three classes");
        assertThrows(IndexOutOfBoundsException.class, () -> confusion.count(0, classes));
    }

    /** Scores of value 0: 0 -1 -4, 1: 0 1 0, 2: 0 3 4; margins 1, 1, 1, and as the wrong classes -1, -1, -4. */
    @Test
    void marginsAreThoseOfTheHinge() {
        Remainders data = Remainders.of(arena, 10, 3);
        for (float wanted : new float[] {1, 1.5f}) {
            MarginTable margins = Evaluation.of(
                            kernels,
                            perfect(),
                            Preprocessing.none(arena, 2),
                            new MulticlassHinge(wanted, true, ClassWeights.equal()),
                            data)
                    .margins()
                    .orElseThrow();
            assertEquals(new MarginTable(wanted, 3, wanted == 1 ? 0 : 7, wanted == 1 ? 7 : 0, 0.1), margins);
        }
        assertTrue(evaluate(perfect(), 10, 3).margins().isEmpty(), "softmax wants none");
    }

    /** A diverged model answers 0 everywhere, and every figure but its loss stays a number. */
    @Test
    void aModelOfNaNIsEvaluated() {
        LinearModel diverged = LinearModel.allocate(arena, 3, 2);
        diverged.bias().fill(Float.NaN);
        Evaluation evaluation = evaluate(diverged, 9, 0);
        assertEquals(1 / 3.0, evaluation.accuracy());
        assertTrue(Double.isNaN(evaluation.meanLoss()));
        assertEquals(9, evaluation.calibration().bins().get(0).count());
    }

    @Test
    void threadsAndBlocksGiveTheSameBits() {
        Classifier classifier = new Classifier(perfect(), Preprocessing.none(arena, 2), List.of("0", "1", "2"));
        Remainders data = Remainders.of(arena, 3000, 100);
        Evaluation alone = Evaluation.of(kernels, classifier, data);
        try (Workers workers = Workers.of(2)) {
            Evaluation shared = Evaluation.of(kernels.on(workers), classifier, data);
            assertEquals(alone.meanLoss(), shared.meanLoss());
            assertEquals(alone.calibration(), shared.calibration());
        }
    }

    @Test
    void refusesWhatCannotBeEvaluated() {
        refuses("at least one image", () -> evaluate(perfect(), 0, 0));
        refuses("k is 0", () -> evaluate(perfect(), 1, 0).topK(0));
        refuses("2 classes", () -> evaluate(LinearModel.allocate(arena, 2, 2), 1, 0));
    }

    private static void refuses(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
