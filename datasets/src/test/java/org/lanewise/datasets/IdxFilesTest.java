package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFilesTest {

    private static final byte[] IMAGES =
            Written.idx(8, new int[] {3, 2, 2}, Written.bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255));
    private static final byte[] LABELS = Written.idx(8, new int[] {3}, Written.bytes(9, 0, 9));
    private static final String ROWS = "[0.0, 1.0, 2.0, 3.0][4.0, 5.0, 6.0, 7.0][8.0, 9.0, 10.0, 255.0]";

    @TempDir
    Path directory;

    @Test
    void mapsMnist() throws Exception {
        Path images = Written.file(directory, "train-images-idx3-ubyte", IMAGES);
        Path labels = Written.file(directory, "train-labels-idx1-ubyte", LABELS);
        Written.file(directory, "t10k-images.idx3-ubyte", IMAGES);
        Written.file(directory, "t10k-labels.idx1-ubyte", LABELS);
        try (Dataset dataset = Dataset.open(directory)) {
            assertEquals(ROWS, Seen.rows(dataset.train()));
            assertEquals(ROWS, Seen.rows(dataset.test()));
            assertEquals("[1, 0, 1]", Seen.labels(dataset.train()));
            assertEquals(List.of("0", "9"), dataset.classNames());
            assertTrue(Seen.isMapped(dataset.train()));
            assertEquals("images of 2 x 2, grey", dataset.form().describe());
            assertEquals(List.of(images, labels), dataset.files().subList(0, 2));
            assertEquals(
                    "IDX (MNIST) in " + directory + ": 3 training and 3 test images, 2 classes", dataset.toString());
        }
    }

    @Test
    void unpacksCompressedFiles() throws Exception {
        Written.file(directory, "t10k-images-idx3-ubyte.gz", Written.gzip(IMAGES));
        Written.file(directory, "t10k-labels-idx1-ubyte.gz", Written.gzip(LABELS));
        try (Dataset dataset = Dataset.open(directory)) {
            assertFalse(dataset.hasTrain());
            assertEquals(ROWS, Seen.rows(dataset.test()));
            assertFalse(Seen.isMapped(dataset.test()));
        }
    }

    @Test
    void readsColoursAndOtherTypesAsSeparateFiles() throws Exception {
        Path labels = Written.file(directory, "labels", Written.gzip(LABELS));
        Path colours = Written.file(
                directory, "rgb", Written.idx(8, new int[] {3, 1, 1, 3}, Written.bytes(1, 2, 3, 4, 5, 6, 7, 8, 9)));
        try (Dataset dataset = Dataset.open(ArrayFiles.of(colours, labels), Reading.defaults())) {
            assertEquals(
                    "images of 1 x 1, 3 channels side by side", dataset.form().describe());
            assertEquals("Arrays", dataset.title());
        }
        Path shorts = Written.file(
                directory, "shorts", Written.idx(0x0B, new int[] {3, 1}, Written.bytes(1, 2, 255, 254, 0, 3)));
        try (Dataset dataset = Dataset.open(ArrayFiles.of(shorts, labels), Reading.defaults())) {
            assertEquals("[258.0][-2.0][3.0]", Seen.rows(dataset.train()));
        }
    }

    @Test
    void refusesDamagedFiles() throws Exception {
        Written.file(directory, "train-labels-idx1-ubyte", LABELS);
        Seen.refused(directory, "has train-labels-idx1-ubyte, but no train-images-idx3-ubyte");
        refusedImages(Arrays.copyOf(IMAGES, 27), "has 11 bytes of data", "[3, 2, 2], which are 12");
        refusedImages(Arrays.copyOf(IMAGES, 29), "has 13 bytes of data");
        refusedImages(Arrays.copyOf(IMAGES, 10), "ends within its header");
        refusedImages(Written.idx(10, new int[] {3, 2, 2}, new byte[12]), "is no IDX file", "begins with 0, 10 and 3");
        refusedImages(Written.idx(8, new int[] {-1, 2, 2}, new byte[12]), "a dimension of 4294967295");
        refusedImages(Written.idx(8, new int[] {2, 2, 3}, new byte[12]), "2 rows, but", "3 labels");
    }

    @Test
    void refusesDamagedCompression() throws Exception {
        Written.file(directory, "train-labels-idx1-ubyte", Written.idx(8, new int[] {60}, new byte[60]));
        byte[] pixels = new byte[60_000];
        new Random(1).nextBytes(pixels);
        byte[] image = Written.idx(8, new int[] {60, 10, 100}, pixels);
        byte[] packed = Written.gzip(image);
        refusedPacked(Arrays.copyOf(packed, 5), "is damaged");
        refusedPacked(Arrays.copyOf(packed, packed.length / 2), "is damaged");
        byte[] wrong = packed.clone();
        wrong[wrong.length - 6] ^= 1;
        refusedPacked(wrong, "is damaged");
        refusedPacked(Written.gzip(Arrays.copyOf(image, 50_000)), "ends after 49984");
        refusedPacked(Written.gzip(Arrays.copyOf(image, 70_000)), "goes on after its 60000 bytes");
        refusedPacked(
                Written.gzip(Written.idx(8, new int[] {2_000_000_000, 28, 28})),
                "claims 1568000000000 bytes",
                "gunzip");
    }

    private void refusedImages(byte[] images, String... words) throws Exception {
        Written.file(directory, "train-images-idx3-ubyte", images);
        Seen.refused(directory, words);
    }

    private void refusedPacked(byte[] images, String... words) throws Exception {
        Written.file(directory, "train-images-idx3-ubyte.gz", images);
        Seen.refused(directory, words);
    }
}
