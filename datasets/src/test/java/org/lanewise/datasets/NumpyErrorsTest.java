package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumpyErrorsTest {

    private static final byte[] FEATURES = Written.floats("(2, 2)", 1, 2, 3, 4);
    private static final byte[] LABELS = Written.integers(0, 1);

    @TempDir
    Path directory;

    private void refusedFeatures(byte[] features, String... words) throws Exception {
        refused(features, LABELS, words);
    }

    private void refusedLabels(byte[] labels, String... words) throws Exception {
        refused(FEATURES, labels, words);
    }

    private void refused(byte[] features, byte[] labels, String... words) throws Exception {
        Path x = Written.file(directory, "x.npy", features);
        Path y = Written.file(directory, "y.npy", labels);
        Seen.refused(() -> Dataset.open(ArrayFiles.of(x, y), Reading.defaults()), words);
    }

    private void refusedArchive(byte[] archive, String... words) throws Exception {
        Seen.refused(Written.file(directory, "a.npz", archive), words);
    }

    @Test
    void refusesNumbersThatAreNone() throws Exception {
        refusedFeatures(Written.floats("(2, 2)", 1, 2, Float.NaN, 4), "x.npy holds NaN in row 1, column 0");
        refusedFeatures(
                Written.floats("(2, 2)", 1, 2, 3, Float.NEGATIVE_INFINITY),
                "-Infinity in row 1, column 1",
                "replace it");
        byte[] big = Written.f4(ByteOrder.BIG_ENDIAN, 1, Float.NaN, 3, 4);
        refusedFeatures(Written.npy(">f4", "(2, 2)", big), "NaN in row 0, column 1");
        refusedFeatures(Written.npy(">f4", true, "(2, 2)", big), "NaN in row 1, column 0");
        byte[] half = Written.bytes(0, 0, 0, 0, 0, 0x7C, 0, 0);
        refusedFeatures(Written.npy("<f2", "(2, 2)", half), "Infinity in row 1, column 0");
    }

    @Test
    void refusesNumbersBeyondFloats() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putDouble(1).putDouble(2).putDouble(-1e39).putDouble(4);
        refusedFeatures(
                Written.npy("<f8", "(2, 2)", bytes.array()), "-1.0E39 in row 1, column 0", "3.4028235E38", "scale");
    }

    @Test
    void refusesShapes() throws Exception {
        refusedFeatures(Written.floats("(4,)", 1, 2, 3, 4), "shape [4]", "2 to 4 dimensions");
        refusedFeatures(Written.floats("()", 1), "shape []", "2 to 4 dimensions");
        refusedFeatures(Written.floats("(1, 1, 1, 1, 1)", 1), "2 to 4 dimensions");
        refusedFeatures(Written.floats("(0, 2)"), "shape [0, 2]", "nothing to learn from");
        refusedFeatures(Written.floats("(2, 0)"), "shape [2, 0]", "nothing to learn from");
        refusedFeatures(Written.floats("(0, 2147483647, 2147483647, 2147483647)"), "nothing to learn from");
        refusedFeatures(Written.floats("(3, 1)", 1, 2, 3), "x.npy has 3 rows, but", "y.npy has 2 labels");
        refusedLabels(Written.floats("(2, 3)", 1, 0, 0, 0, 1, 0), "y.npy has the shape [2, 3]", "argmax");
        refusedLabels(Written.npy("|u1", "(2, 2)", new byte[4]), "argmax");
        refusedLabels(Written.npy("<i8", "()", new byte[8]), "one number or text per example");
    }

    @Test
    void refusesLabels() throws Exception {
        refusedLabels(Written.floats("(2,)", 1, 0.5f), "y.npy holds 0.5 in row 1", "whole numbers or texts");
        refusedLabels(Written.floats("(2,)", 1, Float.NaN), "y.npy holds NaN in row 1");
        refusedLabels(Written.integers(4, 4), "one class alone, 4");
        refusedLabels(
                Written.npy("<u8", "(2,)", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1}),
                "18446744073709551615 in row 1");
        refusedLabels(Written.npy("|S2", "(2,)", new byte[] {'a', 0, 0, 0}), "an empty text in row 1");
        refusedLabels(Written.npy("<U1", "(2,)", new byte[] {0, 0, 0x50, 0, 0, (byte) 0xD8, 0, 0}), "character 500000");
        refusedLabels(Written.npy("<U1", "(2,)", new byte[] {0, (byte) 0xD8, 0, 0, 97, 0, 0, 0}), "character d800");
        refusedFeatures(Written.npy("|S2", "(2, 1)", new byte[4]), "x.npy holds texts");
    }

    @Test
    void refusesHeaders() throws Exception {
        refusedFeatures(Written.npy("|O", "(2, 2)", new byte[32]), "type '|O'", "astype");
        refusedFeatures(Written.npy("<c8", "(2, 2)", new byte[32]), "type '<c8'");
        refusedFeatures(Written.npy("<f4", "(2, -2)", new byte[16]), "'shape'");
        refusedFeatures(Written.npy("<f4", "(3000000000, 1)", new byte[16]), "shape that cannot be");
        refusedFeatures(
                Written.npy("<f4", "(2000000000, 2000000000, 2000000000)", new byte[16]),
                "more than any file can hold");
        refusedFeatures(Written.npy("<f4", "(2000000000, 2)", new byte[16]), "cut short");
        refusedFeatures(Written.npy("<f4", "(2, 2)", new byte[17]), "goes on after its 16 bytes");
        refusedFeatures(Arrays.copyOf(FEATURES, 40), "ends within the header");
        refusedFeatures("hello".getBytes(StandardCharsets.US_ASCII), "x.npy is no array");
    }

    @Test
    void refusesArchivesByTheirNames() throws Exception {
        refusedArchive(Written.stored("a", FEATURES, "b", LABELS), "a.npz has no arrays", "x_train", "it has a, b");
        refusedArchive(Written.stored("x", FEATURES, "b", LABELS), "a.npz has x, but no labels", "x, b");
        refusedArchive(Written.stored("y_test", LABELS), "a.npz has y_test, but no features");
        refusedArchive(
                Written.stored("x", FEATURES, "X_train", FEATURES, "y", LABELS), "several arrays", "x and X_train");
        refusedArchive(
                Written.stored("x", FEATURES, "y", LABELS, "x_test", Written.floats("(1, 1)", 1), "y_test", LABELS),
                "Entry x_test.npy of",
                "shape [1, 1]",
                "both need the same");
    }

    @Test
    void refusesDamagedArchives() throws Exception {
        byte[] archive = Written.stored("x", FEATURES, "y", LABELS);
        byte[] data = archive.clone();
        data[30 + 5 + FEATURES.length - 1] ^= 1;
        refusedArchive(data, "Entry x.npy of", "checksum");
        refusedArchive(Arrays.copyOf(archive, archive.length - 30), "a.npz is not an .npz archive, or it is damaged");
        refusedArchive(Written.deflated("x", FEATURES, "y", Arrays.copyOf(LABELS, 140)), "y.npy of", "bytes of data");
        byte[] bomb = Written.npy("<f4", "(50000, 1000)", new byte[200_000_000]);
        refusedArchive(
                Written.deflated("x", bomb, "y", Written.npy("|i1", "(50000,)", new byte[50_000])),
                "200000000 bytes of memory");
    }

    @Test
    void refusesWhatIsNoFile() throws Exception {
        Seen.refused(directory.resolve("gone.npz"), "gone.npz does not exist");
        Seen.refused(directory, "is no data set that can be opened", ".npz archive", "train.csv");
        Path link = Files.createSymbolicLink(directory.resolve("link.npz"), directory.resolve("gone"));
        Seen.refused(link, "link that leads nowhere");
        Path x = Written.file(directory, "z.npy", FEATURES);
        Seen.refused(x, "is one array", "features and labels");
        Seen.refused(() -> Dataset.open(ArrayFiles.of(x, directory), Reading.defaults()), "is a directory");
        Seen.refused(
                () -> Dataset.open(ArrayFiles.of(directory.resolve("n.npy"), x), Reading.defaults()),
                "n.npy does not exist");
        Path pipe = Path.of("/dev/null");
        if (Files.exists(pipe)) {
            Seen.refused(pipe, "a device or a pipe");
            Seen.refused(() -> Dataset.open(ArrayFiles.of(pipe, x), Reading.defaults()), "a device or a pipe");
        }
        Seen.refused(Written.file(directory, "a.csv.gz", Written.gzip(LABELS)), "is compressed", "gunzip");
        Seen.refused(Written.text(directory, "a.bz2", "BZh9"), "bunzip2");
        Path two = Written.file(directory, "two.npz", Written.stored("x", FEATURES, "y", LABELS));
        Seen.refused(() -> Dataset.open(ArrayFiles.of(two, x), Reading.defaults()), "two.npz has 2 arrays (x, y)");
    }

    @Test
    void testFilesComeInPairs() {
        Path file = Path.of("x.npy");
        assertThrows(IllegalArgumentException.class, () -> new ArrayFiles(file, file, file, null));
        assertThrows(IllegalArgumentException.class, () -> new ArrayFiles(file, file, null, file));
        assertThrows(NullPointerException.class, () -> ArrayFiles.of(file, null));
    }
}
