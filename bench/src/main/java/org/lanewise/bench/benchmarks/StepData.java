package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.Preprocessing;

/**
 * What steps of training are made on.
 *
 * @param examples the training set
 * @param preprocessing of its features
 * @param classes classes K
 * @param mapped the data set that is closed at the end; null if there is none
 */
record StepData(Examples examples, Preprocessing preprocessing, int classes, CifarDataset mapped) {

    /** CIFAR-10 as it is on disk, mapped. */
    static final String BYTES = "bytes";

    /** Pixels of CIFAR-10 as floats in memory. */
    static final String FLOATS = "floats";

    /** Random floats, in the shape of what a neural network leaves for its last layer. */
    static final String EMBEDDINGS = "embeddings";

    /** As many as peers have prepared, see {@link org.lanewise.bench.peers.PeerTraining}: 123 MB of CIFAR-10. */
    private static final int IN_MEMORY = 10_000;

    /** Opens or makes what a name says, with so many classes and features. */
    static StepData of(String name, int classes, int features) throws IOException {
        Arena arena = Arena.ofAuto();
        if (name.equals(EMBEDDINGS)) {
            return embeddings(arena, classes, features);
        }
        CifarDataset cifar = Cifar.open();
        Preprocessing preprocessing = Cifar.preprocessing(arena, cifar.train());
        if (name.equals(BYTES)) {
            return new StepData(cifar.train(), preprocessing, Cifar.CLASSES, cifar);
        }
        try (cifar) {
            return new StepData(floats(arena, cifar.train()), preprocessing, Cifar.CLASSES, null);
        }
    }

    private static Examples floats(Arena arena, Examples images) {
        int rows = Math.min(IN_MEMORY, images.size());
        int[] labels = new int[rows];
        FloatMatrix pixels = FloatMatrix.allocate(arena, rows, images.features().columns());
        float[] row = new float[pixels.columns()];
        byte[] bytes = new byte[pixels.columns()];
        for (int i = 0; i < rows; i++) {
            labels[i] = images.label(i);
            MemorySegment image = images.features().segment(i);
            MemorySegment.copy(image, ValueLayout.JAVA_BYTE, images.features().offset(i), bytes, 0, bytes.length);
            for (int d = 0; d < row.length; d++) {
                row[d] = bytes[d] & 0xFF;
            }
            MemorySegment.copy(row, 0, pixels.segment(), ValueLayout.JAVA_FLOAT, pixels.offset(i), row.length);
        }
        return Examples.of(pixels, labels, Cifar.CLASSES);
    }

    private static StepData embeddings(Arena arena, int classes, int features) {
        SplittableRandom random = new SplittableRandom(1);
        FloatMatrix rows = Operands.uniform(arena, IN_MEMORY, features, random);
        int[] labels = random.ints(IN_MEMORY, 0, classes).toArray();
        return new StepData(Examples.of(rows, labels, classes), Preprocessing.none(arena, features), classes, null);
    }

    void close() {
        if (mapped != null) {
            mapped.close();
        }
    }
}
