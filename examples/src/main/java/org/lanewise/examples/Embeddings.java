package org.lanewise.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.datasets.ArrayFiles;
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.Reading;
import org.lanewise.learn.LinearClassifier;

/** Embeddings that another program has written as {@code .npy}: a linear classifier of them, saved. */
public final class Embeddings {

    private Embeddings() {}

    /**
     * Trains to the optimum, the strength of the regularization chosen on examples that are left out.
     *
     * @param arguments the files: N x D floats, N labels (integers or texts), the model to write
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        ArrayFiles files = ArrayFiles.of(Path.of(arguments[0]), Path.of(arguments[1]));
        try (Dataset dataset = Dataset.open(files, Reading.defaults())) {
            LinearClassifier classifier = LinearClassifier.fit(dataset.train());
            classifier.save(Path.of(arguments[2]));
            System.out.println("Accuracy on what it was trained on: " + classifier.score(dataset.train()));
        }
    }
}
