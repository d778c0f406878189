package org.lanewise.learn.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.testing.Inputs;
import org.lanewise.learn.evaluate.Classifier;

/** What is in an ONNX file, read by its specification. */
@Tag("any-kernels")
class OnnxFileTest {

    @TempDir
    Path folder;

    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(13);
    private final Classifier classifier = new Classifier(
            Inputs.model(arena, random, 3, 150, 1),
            Inputs.preprocessing(arena, random, 150),
            List.of("cat", "a \"dog\"\n", "Ä\\"));
    private final ModelFile model = new ModelFile(classifier, Map.of("seed", "7"));

    @AfterEach
    void close() {
        arena.close();
    }

    private ProtoFields written(OnnxFile.Input input, boolean hasProbabilities) throws IOException {
        Path file = folder.resolve("model.onnx");
        new OnnxFile(model, input, hasProbabilities).write(file);
        return ProtoFields.of(Files.readAllBytes(file));
    }

    private static List<String> operators(ProtoFields message) {
        return message.message(7).messages(1).stream().map(node -> node.text(4)).toList();
    }

    @Test
    void modelNamesItsVersionsAndClasses() throws IOException {
        ProtoFields message = written(OnnxFile.Input.FLOATS, true);
        assertEquals(8, message.number(1));
        assertEquals("lanewise", message.text(2));
        assertEquals("", message.message(8).text(1));
        assertEquals(13, message.message(8).number(2));
        List<ProtoFields> properties = message.messages(14);
        assertEquals("class_names", properties.get(0).text(1));
        assertEquals(
                "[\"cat\",\"a \\\"dog\\\"\\u000a\",\"Ä\\\\\"]",
                properties.get(0).text(2));
        assertEquals("provenance", properties.get(1).text(1));
        assertTrue(properties.get(1).text(2).startsWith("{\"seed\":\"7\",\"lanewise\":"));
    }

    @Test
    void parametersAreThoseOfTheModel() throws IOException {
        List<ProtoFields> tensors =
                written(OnnxFile.Input.FLOATS, true).message(7).messages(5);
        assertEquals(
                List.of("W", "b", "mean", "scale"),
                tensors.stream().map(tensor -> tensor.text(8)).toList());
        assertEquals(List.of(3L, 150L), tensors.get(0).numbers(1));
        assertEquals(List.of(3L), tensors.get(1).numbers(1));
        assertEquals(List.of(150L), tensors.get(2).numbers(1));
        tensors.forEach(tensor -> assertEquals(1, tensor.number(2)));
        assertArrayEquals(classifier.model().weights().toArray(), tensors.get(0).floats(9));
        assertArrayEquals(classifier.model().bias().toArray(), tensors.get(1).floats(9));
        assertArrayEquals(
                classifier.preprocessing().mean().toArray(), tensors.get(2).floats(9));
        assertArrayEquals(
                classifier.preprocessing().scale().toArray(), tensors.get(3).floats(9));
    }

    @Test
    void nodesAreOneChain() throws IOException {
        ProtoFields floats = written(OnnxFile.Input.FLOATS, true);
        assertEquals(List.of("Sub", "Mul", "Gemm", "Softmax", "ArgMax"), operators(floats));
        assertEquals(
                List.of("features", "mean"),
                floats.message(7).messages(1).get(0).texts(1));
        ProtoFields bytes = written(OnnxFile.Input.BYTES, false);
        assertEquals(List.of("Cast", "Sub", "Mul", "Gemm", "ArgMax"), operators(bytes));
        List<ProtoFields> outputs = bytes.message(7).messages(12);
        assertEquals(
                List.of("scores", "label"),
                outputs.stream().map(output -> output.text(1)).toList());
        ProtoFields input = bytes.message(7).message(11).message(2).message(1);
        assertEquals(2, input.number(1));
        List<ProtoFields> dimensions = input.message(2).messages(1);
        assertEquals("N", dimensions.get(0).text(2));
        assertEquals(150, dimensions.get(1).number(1));
    }

    @Test
    void whatIsNotFiniteIsNotWritten() throws IOException {
        Path file = folder.resolve("model.onnx");
        Files.writeString(file, "before");
        classifier.model().bias().set(1, 0, Float.NaN);
        OnnxFile onnx = new OnnxFile(model, OnnxFile.Input.FLOATS, true);
        String message = assertThrows(IllegalArgumentException.class, () -> onnx.write(file))
                .getMessage();
        assertTrue(message.contains("The bias") && message.contains("NaN"), message);
        assertEquals("before", Files.readString(file));
        Path none = folder.resolve("none.safetensors");
        assertThrows(IllegalArgumentException.class, () -> new SafetensorsFile(model).write(none));
        assertFalse(Files.exists(none));
    }

    @Test
    void numbersOfEveryLengthAreReadAgain() throws IOException {
        long[] numbers = {0, 1, 127, 128, 300, 16_383, 16_384, 1L << 35, Long.MAX_VALUE, -1, Long.MIN_VALUE};
        for (long number : numbers) {
            ProtoMessage message = new ProtoMessage().number(20, number);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            message.writeTo(out);
            assertEquals(message.bytes(), out.size());
            assertEquals(number, ProtoFields.of(out.toByteArray()).number(20));
        }
    }
}
