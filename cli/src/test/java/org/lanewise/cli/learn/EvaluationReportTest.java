package org.lanewise.cli.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lanewise.cli.output.Report;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Evaluation;

/** What of an evaluation grows with the classes is cut, with a word. */
class EvaluationReportTest {

    /** Three images of the last classes; the answer is always the last. */
    private record Three(Features features, int classes) implements Examples {

        @Override
        public int label(int row) {
            return classes - 1 - row;
        }
    }

    private static String told(int classes, boolean asJson) {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment pixels = arena.allocate(3);
            LinearModel model = LinearModel.allocate(arena, classes, 1);
            model.bias().set(classes - 1, 0, 1);
            Evaluation evaluation = Evaluation.of(
                    Kernels.best(),
                    model,
                    Preprocessing.none(arena, 1),
                    SoftmaxCrossEntropy.softmax(),
                    new Three(Features.ofBytes(pixels, 0, 3, 1, 1), classes));
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            Report report = new Report(new PrintWriter(out), new PrintWriter(err), asJson);
            List<String> names =
                    IntStream.range(0, classes).mapToObj(k -> "class_" + k).toList();
            EvaluationReport told = new EvaluationReport(evaluation, names, report);
            told.perClass();
            told.confusion();
            report.finish();
            return out.toString();
        }
    }

    @Test
    void sixtyThousandClassesAreAHundredRowsAndNoMatrix() {
        String text = told(60_000, false);
        assertTrue(text.contains("class_99 ") && !text.contains("class_100 "), text);
        assertTrue(text.contains("first 100 of 60000 classes; --json has all"), text);
        assertTrue(text.contains("confusion matrix of 60000 classes is too wide"), text);
        String json = told(60_000, true);
        assertTrue(json.contains("\"confusion\": null"), "no matrix");
        assertTrue(
                json.contains("{\"name\": \"class_59999\", \"examples\": 1, \"precision\": 0.3333333333333333, "),
                "all");
    }

    @Test
    void aShareOfNothingIsNone() {
        String text = told(4, false);
        assertTrue(text.lines().anyMatch(line -> line.matches("class_0 +0 +- +- +- +-")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("class_1 +1 +- +0.000 +0.000 +-")), text);
        assertTrue(text.contains("- is a share of nothing"), text);
        assertFalse(told(3, true).contains("\"f1\": null"), "each class has examples");
        assertEquals(3, told(4, true).split("\"precision\": null").length - 1);
    }
}
