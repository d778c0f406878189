package org.lanewise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.lanewise.learn.file.Npy;
import org.lanewise.learn.file.NpyArray;
import org.lanewise.learn.file.Npz;

/**
 * Points around three centres, which overlap, so that some answers are wrong.
 *
 * @param features N x D, row after row
 * @param labels N of them
 */
record OwnPoints(float[] features, long[] labels) {

    static final int FEATURES = 4;
    static final int CLASSES = 3;

    static OwnPoints draw(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] features = new float[count * FEATURES];
        long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(CLASSES);
            for (int d = 0; d < FEATURES; d++) {
                features[i * FEATURES + d] = (float) (random.nextGaussian() + (labels[i] == d ? 1.5 : 0));
            }
        }
        return new OwnPoints(features, labels);
    }

    NpyArray.Floats x() {
        return new NpyArray.Floats(List.of(labels.length, FEATURES), features);
    }

    NpyArray.Integers y() {
        return new NpyArray.Integers(List.of(labels.length), labels);
    }

    float[] row(int i) {
        return Arrays.copyOfRange(features, i * FEATURES, (i + 1) * FEATURES);
    }

    /** Writes x.npy, y.npy and points.npz, which has both and a test set. */
    Path write(Path folder, OwnPoints test) throws IOException {
        Npy.write(folder.resolve("x.npy"), x());
        Npy.write(folder.resolve("y.npy"), y());
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("x_train", x());
        arrays.put("y_train", y());
        arrays.put("x_test", test.x());
        arrays.put("y_test", test.y());
        Path archive = folder.resolve("points.npz");
        Npz.write(archive, arrays);
        return archive;
    }
}
