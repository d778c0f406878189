package org.lanewise.learn.file;

import java.util.List;
import java.util.SequencedMap;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.features.HiddenLayer;

/**
 * The messages that an ONNX file is made of: Cast if the input is bytes, Sub, Mul, Gemm, ArgMax, and Softmax if there are
 * probabilities; of a hidden layer Sub, Mul, Gemm and Relu before. The numbers of the fields are those of onnx.proto; each method that makes a message says of which.
 */
final class OnnxGraph {

    /** The version of onnx.proto that came with the operators, with which runtimes from 2022 on are content. */
    private static final int IR_VERSION = 8;

    private static final int OPSET = 13;

    /** Types of elements, of TensorProto.DataType. */
    private static final int FLOAT = 1;

    private static final int UINT8 = 2;
    private static final int INT64 = 7;

    /** The type of an attribute that is a whole number, of AttributeProto.AttributeType. */
    private static final int INT = 2;

    private static final String FEATURES = "features";
    private static final String SCORES = "scores";
    private static final String PROBABILITIES = "probabilities";
    private static final String LABEL = "label";
    private static final String ROWS = "N";
    private static final String HIDDEN = "hidden_";

    private final OnnxFile file;
    private final Classifier classifier;

    OnnxGraph(OnnxFile file) {
        this.file = file;
        this.classifier = file.model().classifier();
    }

    /** The whole file, a ModelProto. */
    ProtoMessage model() {
        String provenance = JsonText.of(ModelContents.withVersions(file.model().provenance()));
        return new ProtoMessage()
                .number(1, IR_VERSION)
                .text(2, "lanewise")
                .text(3, ModelContents.version())
                .message(7, graph())
                .message(8, new ProtoMessage().text(1, "").number(2, OPSET))
                .message(14, property(ModelArrays.CLASS_NAMES, JsonText.of(classifier.classNames())))
                .message(14, property(ModelArrays.PROVENANCE, provenance));
    }

    /** A StringStringEntryProto. */
    private static ProtoMessage property(String key, String value) {
        return new ProtoMessage().text(1, key).text(2, value);
    }

    /** A GraphProto. */
    private ProtoMessage graph() {
        ProtoMessage graph = new ProtoMessage();
        addNodes(graph);
        graph.text(2, "linear classifier");
        layers().forEach(layer -> layer.tensors().forEach((name, array) -> graph.message(5, tensor(name, array))));
        boolean isBytes = file.input() == OnnxFile.Input.BYTES;
        graph.message(11, matrix(FEATURES, isBytes ? UINT8 : FLOAT, classifier.features()));
        graph.message(12, matrix(SCORES, FLOAT, classifier.classes()));
        if (file.hasProbabilities()) {
            graph.message(12, matrix(PROBABILITIES, FLOAT, classifier.classes()));
        }
        return graph.message(12, value(LABEL, INT64, shape()));
    }

    private void addNodes(ProtoMessage graph) {
        String floats = FEATURES;
        if (file.input() == OnnxFile.Input.BYTES) {
            floats = "floats";
            graph.message(1, attribute(node("Cast", List.of(FEATURES), floats), "to", FLOAT));
        }
        for (Layer layer : layers()) {
            floats = addNodes(graph, layer, floats);
        }
        if (file.hasProbabilities()) {
            graph.message(1, attribute(node("Softmax", List.of(SCORES), PROBABILITIES), "axis", 1));
        }
        ProtoMessage label = attribute(node("ArgMax", List.of(SCORES), LABEL), "axis", 1);
        graph.message(1, attribute(label, "keepdims", 0));
    }

    /**
     * A layer.
     *
     * @param prefix what its names begin with; empty for the one that scores
     * @param tensors its numbers
     */
    private record Layer(String prefix, SequencedMap<String, NpyContent> tensors) {}

    private List<Layer> layers() {
        Layer output = new Layer("", ModelContents.parameters(classifier));
        if (!(classifier.map().orElse(null) instanceof HiddenLayer hidden)) {
            return List.of(output);
        }
        return List.of(new Layer(HIDDEN, ModelContents.parameters(hidden.function(), HIDDEN)), output);
    }

    /** Preprocessing and product, rectified below the scores; returns the name of what comes out. */
    private static String addNodes(ProtoMessage graph, Layer layer, String input) {
        String prefix = layer.prefix;
        boolean scores = prefix.isEmpty();
        graph.message(1, node("Sub", List.of(input, prefix + ModelArrays.MEAN), prefix + "centred"));
        graph.message(1, node("Mul", List.of(prefix + "centred", prefix + ModelArrays.SCALE), prefix + "scaled"));
        String product = scores ? SCORES : prefix + "sums";
        ProtoMessage gemm = node(
                "Gemm", List.of(prefix + "scaled", prefix + ModelArrays.WEIGHTS, prefix + ModelArrays.BIAS), product);
        graph.message(1, attribute(gemm, "transB", 1));
        if (scores) {
            return product;
        }
        graph.message(1, node("Relu", List.of(product), prefix + "units"));
        return prefix + "units";
    }

    /** A NodeProto, named after its output. */
    private static ProtoMessage node(String operator, List<String> inputs, String output) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.text(1, input));
        return node.text(2, output).text(3, output).text(4, operator);
    }

    /** Adds an AttributeProto to a node. */
    private static ProtoMessage attribute(ProtoMessage node, String name, int value) {
        return node.message(5, new ProtoMessage().text(1, name).number(3, value).number(20, INT));
    }

    /** A TensorProto. */
    private static ProtoMessage tensor(String name, NpyContent array) {
        ProtoMessage tensor = new ProtoMessage();
        array.shape().forEach(length -> tensor.number(1, length));
        return tensor.number(2, FLOAT).text(8, name).elements(9, array);
    }

    private static ProtoMessage matrix(String name, int type, int columns) {
        ProtoMessage dimension = new ProtoMessage().number(1, columns);
        return value(name, type, shape().message(1, dimension));
    }

    /** A TensorShapeProto of any number of rows. */
    private static ProtoMessage shape() {
        return new ProtoMessage().message(1, new ProtoMessage().text(2, ROWS));
    }

    /** A ValueInfoProto, with its TypeProto. */
    private static ProtoMessage value(String name, int type, ProtoMessage shape) {
        ProtoMessage tensor = new ProtoMessage().number(1, type).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }
}
