package org.lanewise.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.util.Map;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;

/** How a classifier is sent to the executors: as a model file. Each executor reads it once. */
final class SharedClassifier implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] file;
    private transient Classifier classifier;

    SharedClassifier(Classifier classifier) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new ModelFile(classifier, Map.of()).write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file = out.toByteArray();
    }

    synchronized Classifier get() {
        if (classifier == null) {
            try {
                classifier = ModelFile.read(Arena.ofAuto(), new ByteArrayInputStream(file))
                        .classifier();
            } catch (IOException e) {
                throw new UncheckedIOException("The classifier cannot be read: " + e.getMessage(), e);
            }
        }
        return classifier;
    }
}
