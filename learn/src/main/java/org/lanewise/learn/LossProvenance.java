package org.lanewise.learn;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.SoftmaxCrossEntropy;

/** Says in a model file with which loss the model was trained, in the words of the command line, which reads them back. */
final class LossProvenance {

    private LossProvenance() {}

    static void put(Map<String, String> provenance, Loss loss, int classes) {
        switch (loss) {
            case SoftmaxCrossEntropy softmax -> {
                provenance.put("loss", "softmax");
                provenance.put("smoothing", Float.toString(softmax.smoothing()));
            }
            case MulticlassHinge hinge -> {
                provenance.put("loss", hinge.squared() ? "svm2" : "svm");
                provenance.put("margin", Float.toString(hinge.margin()));
            }
        }
        provenance.put("classWeights", text(loss.weights(), classes));
    }

    private static String text(ClassWeights weights, int classes) {
        return weights.isEqual()
                ? "equal"
                : IntStream.range(0, classes)
                        .mapToObj(k -> Float.toString(weights.of(k)))
                        .collect(Collectors.joining(","));
    }
}
