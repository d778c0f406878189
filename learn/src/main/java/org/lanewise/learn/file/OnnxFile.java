package org.lanewise.learn.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.lanewise.core.internal.files.Replacement;
import org.lanewise.learn.network.Network;

/**
 * A classifier as an ONNX graph (opset 13), which every runtime for ONNX can run.
 *
 * <p>The input is {@code features}, N x D. The outputs are {@code scores}, N x K, {@code label}, N numbers of classes
 * (int64), and {@code probabilities}, N x K, if the scores are those of a softmax loss. The preprocessing is part of
 * the graph: a subtraction of {@code mean} and a multiplication with {@code scale}. A hidden layer is a Gemm and a Relu
 * before. The metadata have {@code class_names}, a JSON list in the order of the classes, and {@code provenance}, a
 * JSON object.
 *
 * @param model the classifier, and how it came to be
 * @param input the type of the graph's input
 * @param hasProbabilities whether the graph has the output {@code probabilities}
 */
public record OnnxFile(ModelFile model, Input input, boolean hasProbabilities) {

    /** What the elements of the features are. */
    public enum Input {
        /** Numbers from 0 to 255 (uint8), such as pixels. */
        BYTES,
        /** Numbers of 32 bits (float32). */
        FLOATS
    }

    /**
     * Checks that the parts are there.
     *
     * @throws IllegalArgumentException if its features are those of a map that is no hidden layer
     */
    public OnnxFile {
        if (Network.of(model.classifier()).isEmpty()) {
            ModelContents.requireNoMap(model);
        }
        Objects.requireNonNull(input, "input");
    }

    /**
     * Writes the graph: to a temporary file beside it, which then takes its place.
     *
     * @param file the file; replaced if it exists
     * @throws IllegalArgumentException if a number is not finite, or the model has more than the 2 GiB that such a file can have
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public void write(Path file) throws IOException {
        ProtoMessage message = new OnnxGraph(this).model();
        if (message.bytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "The model takes " + message.bytes() + " bytes, but an ONNX file has at most " + Integer.MAX_VALUE
                            + "; write it as safetensors, which may be larger.");
        }
        Replacement.write(file, message::writeTo);
    }
}
