package org.lanewise.datasets;

import java.nio.file.Path;
import org.lanewise.core.data.Examples;

/**
 * Weights of examples in a separate file: {@code .npy}, {@code .npz} or {@code .safetensors} with one array of N numbers.
 *
 * {@snippet :
 * Examples weighted = dataset.train().weighted(SampleWeights.read(Path.of("w.npy")));
 * }
 */
public final class SampleWeights {

    private SampleWeights() {}

    /**
     * Reads the weights.
     *
     * @param file the file
     * @return N weights, finite, but perhaps negative: {@link Examples#weighted} checks them
     * @throws DatasetException if it is no such array, is damaged or cannot be read
     */
    public static float[] read(Path file) throws DatasetException {
        return Formats.weights(file);
    }
}
