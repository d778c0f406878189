package org.lanewise.learn.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.network.Network;

/** Exported graphs say in onnxruntime what the classifier says here. */
class OnnxRuntimeTest {

    private static final int ROWS = 37;
    private static final double NEAR = 1e-5;

    @TempDir
    Path folder;

    private final Arena arena = Arena.ofShared();
    private final Kernels kernels = KernelsUnderTest.get();
    private final SplittableRandom random = new SplittableRandom(29);

    @AfterEach
    void close() {
        arena.close();
    }

    private static OrtEnvironment environment() {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (LinkageError notForThisMachine) {
            return abort("onnxruntime has no native library that can be loaded here: " + notForThisMachine);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BYTES, true, 2, 17", "BYTES, true, 3, 3072", "BYTES, false, 10, 3072", "BYTES, false, 2, 1",
        "FLOATS, true, 2, 17", "FLOATS, true, 10, 3072", "FLOATS, false, 3, 300", "FLOATS, true, 1, 5"
    })
    void numbersAreThoseOfTheClassifier(OnnxFile.Input input, boolean isSoftmax, int classes, int features)
            throws IOException, OrtException {
        Classifier classifier = new Classifier(
                // Scores of about one, whatever the number of features.
                Inputs.model(arena, random, classes, features, 1 / Math.sqrt(features)),
                Inputs.preprocessing(arena, random, features),
                IntStream.range(0, classes).mapToObj(k -> "class " + k).toList());
        assertThoseOf(classifier, input, isSoftmax);
    }

    @ParameterizedTest
    @CsvSource({"BYTES, true, 7", "FLOATS, false, 64"})
    void aHiddenLayerIsPartOfTheGraph(OnnxFile.Input input, boolean isSoftmax, int units)
            throws IOException, OrtException {
        Network network = Network.draw(arena, new Network.Size(300, units, 3), 1);
        assertThoseOf(
                network.classifier(Inputs.preprocessing(arena, random, 300), List.of("class 0", "class 1", "class 2")),
                input,
                isSoftmax);
    }

    private void assertThoseOf(Classifier classifier, OnnxFile.Input input, boolean isSoftmax)
            throws IOException, OrtException {
        int features = classifier.features();
        Path file = folder.resolve("model.onnx");
        new OnnxFile(new ModelFile(classifier, Map.of()), input, isSoftmax).write(file);
        Features rows = input == OnnxFile.Input.BYTES
                ? Inputs.pixels(arena, random, ROWS, features, 0, 0)
                : Inputs.measurements(arena, random, ROWS, features);
        try (OrtSession session = environment().createSession(file.toString());
                OnnxTensor tensor = tensor(input, rows);
                OrtSession.Result result = session.run(Map.of("features", tensor))) {
            assertEquals(
                    isSoftmax ? Set.of("scores", "probabilities", "label") : Set.of("scores", "label"),
                    session.getOutputNames());
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            assertTrue(metadata.get("class_names").startsWith("[\"class 0\""), metadata.toString());
            assertNear(classifier.scores(arena, kernels, rows), result, "scores");
            if (isSoftmax) {
                assertNear(classifier.probabilities(arena, kernels, rows), result, "probabilities");
            }
            assertLabels(classifier.scores(arena, kernels, rows), (long[])
                    result.get("label").orElseThrow().getValue());
        }
    }

    private static OnnxTensor tensor(OnnxFile.Input input, Features rows) throws OrtException {
        int columns = rows.columns();
        long[] shape = {rows.rows(), columns};
        if (input == OnnxFile.Input.FLOATS) {
            FloatBuffer floats = FloatBuffer.allocate(ROWS * columns);
            for (int i = 0; i < floats.capacity(); i++) {
                floats.put(i, rows.get(i / columns, i % columns));
            }
            return OnnxTensor.createTensor(environment(), floats, shape);
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(ROWS * columns);
        for (int i = 0; i < bytes.capacity(); i++) {
            bytes.put(i, (byte) (int) rows.get(i / columns, i % columns));
        }
        return OnnxTensor.createTensor(environment(), bytes, shape, OnnxJavaType.UINT8);
    }

    private static void assertNear(FloatMatrix expected, OrtSession.Result result, String output) throws OrtException {
        float[][] actual = (float[][]) result.get(output).orElseThrow().getValue();
        assertEquals(expected.rows(), actual.length);
        for (int row = 0; row < actual.length; row++) {
            assertEquals(expected.columns(), actual[row].length);
            for (int k = 0; k < actual[row].length; k++) {
                assertEquals(expected.get(row, k), actual[row][k], NEAR, output + " " + row + ", " + k);
            }
        }
    }

    /** Scores that are as near as rounding errors may be in either order. */
    private static void assertLabels(FloatMatrix scores, long[] labels) {
        assertEquals(scores.rows(), labels.length);
        for (int row = 0; row < labels.length; row++) {
            float best = scores.get(row, Classifier.best(scores, row));
            assertEquals(best, scores.get(row, (int) labels[row]), 2 * NEAR, "label " + row);
        }
    }
}
