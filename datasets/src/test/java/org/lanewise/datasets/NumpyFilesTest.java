package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Features;
import org.lanewise.learn.LinearClassifier;

class NumpyFilesTest {

    private static final Reading READING = Reading.defaults();

    @TempDir
    Path directory;

    @Test
    void readsKerasArchive() throws Exception {
        byte[] archive = Written.stored(
                "x_train", Written.floats("(3, 2)", 1, 2, 3, 4, 5, 6),
                "y_train", Written.integers(0, 1, 0),
                "x_test", Written.floats("(1, 2)", 7, 8),
                "y_test", Written.integers(1));
        Path file = Written.file(directory, "digits.npz", archive);
        try (Dataset dataset = Dataset.open(file)) {
            assertEquals("[1.0, 2.0][3.0, 4.0][5.0, 6.0]", Seen.rows(dataset.train()));
            assertEquals("[0, 1, 0]", Seen.labels(dataset.train()));
            assertEquals("[7.0, 8.0]", Seen.rows(dataset.test()));
            assertEquals("[1]", Seen.labels(dataset.test()));
            assertEquals(List.of("0", "1"), dataset.classNames());
            assertEquals(List.of(file), dataset.files());
            assertEquals(
                    "NumPy archive in " + file + ": 3 training and 1 test examples, 2 classes", dataset.toString());
            assertTrue(Seen.isMapped(dataset.train()));
            assertTrue(Seen.isMapped(dataset.test()));
            assertInstanceOf(FeatureForm.Columns.class, dataset.form());
            assertFalse(dataset.isSynthetic());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X, y",
        "x, labels",
        "data, target",
        "features, label",
        "Embeddings, Targets",
        "X_train, Y_train",
        "train_x, train_y",
        "train-images, train-labels",
        "xtrain, ytrain"
    })
    void knowsNames(String features, String labels) throws Exception {
        byte[] archive = Written.deflated(
                "other", Written.integers(7), labels, Written.integers(0, 1), features, Written.floats("(2, 1)", 1, 2));
        try (Dataset dataset = Dataset.open(Written.file(directory, "a.npz", archive))) {
            assertEquals("[1.0][2.0]", Seen.rows(dataset.train()));
            assertFalse(dataset.hasTest());
            assertFalse(Seen.isMapped(dataset.train()));
        }
    }

    @Test
    void readsOnlyTestSet() throws Exception {
        byte[] archive = Written.stored("x_test", Written.floats("(2, 1)", 1, 2), "y_test", Written.integers(5, 3));
        try (Dataset dataset = Dataset.open(Written.file(directory, "a.npz", archive))) {
            assertFalse(dataset.hasTrain());
            assertEquals("[1, 0]", Seen.labels(dataset.test()));
            assertThrows(IllegalStateException.class, dataset::train);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|b1", "|u1", "|i1", "<u2", ">u2", "<i2", ">i2", "<u4", ">u4", "<i4", ">i4", "<u8", ">u8", "<i8", ">i8",
                "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"
            })
    void readsEveryTypeInBothOrders(String type) throws Exception {
        byte[] rows = elements(type, 1, 0, 1, 1, 0, 1);
        byte[] columns = elements(type, 1, 1, 0, 0, 1, 1);
        String expected = "[1.0, 0.0, 1.0][1.0, 0.0, 1.0]";
        Path labels = Written.file(directory, "y.npy", Written.integers(0, 1));
        for (boolean fortran : new boolean[] {false, true}) {
            byte[] array = Written.npy(type, fortran, "(2, 3)", fortran ? columns : rows);
            Path features = Written.file(directory, "x" + fortran + ".npy", array);
            try (Dataset dataset = Dataset.open(ArrayFiles.of(features, labels), READING)) {
                assertEquals(expected, Seen.rows(dataset.train()), type + fortran);
                boolean isFloat = type.equals("<f4") || type.equals("<f2");
                boolean readable = type.endsWith("1") && !type.equals("|i1") || isFloat;
                assertEquals(readable && !fortran, Seen.isMapped(dataset.train()));
                assertEquals(form(type), dataset.train().features().element(), type);
            }
            Path archive = Written.file(directory, "a.npz", Written.deflated("x", array, "y", Written.integers(0, 1)));
            try (Dataset dataset = Dataset.open(archive)) {
                assertEquals(expected, Seen.rows(dataset.train()), "deflated " + type + fortran);
            }
        }
    }

    private static Features.Element form(String type) {
        return switch (type.substring(1)) {
            case "b1", "u1" -> Features.Element.BYTE;
            case "f2" -> Features.Element.HALF;
            default -> Features.Element.FLOAT;
        };
    }

    /** Small numbers in any type. */
    private static byte[] elements(String type, int... values) {
        int size = type.charAt(2) - '0';
        ByteBuffer bytes = ByteBuffer.allocate(size * values.length)
                .order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            switch (type.substring(1)) {
                case "f2" -> bytes.putShort(Float.floatToFloat16(value));
                case "f4" -> bytes.putFloat(value);
                case "f8" -> bytes.putDouble(value);
                default -> {
                    switch (size) {
                        case 1 -> bytes.put((byte) value);
                        case 2 -> bytes.putShort((short) value);
                        case 4 -> bytes.putInt(value);
                        default -> bytes.putLong(value);
                    }
                }
            }
        }
        return bytes.array();
    }

    @Test
    void readsLargeIntegers() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        byte[] data = bytes.putLong(-1).putLong(1L << 63).array();
        assertEquals("[1.8446744E19, 9.223372E18]", onlyRow("<u8", data));
        assertEquals("[-1.0, -9.223372E18]", onlyRow("<i8", data));
        assertEquals("[-1.0, -128.0]", onlyRow("|i1", Written.bytes(255, 128)));
        assertEquals("[255.0, 128.0]", onlyRow("|u1", Written.bytes(255, 128)));
    }

    private String onlyRow(String type, byte[] data) throws Exception {
        byte[] two = ByteBuffer.allocate(2 * data.length).put(data).put(data).array();
        Path features = Written.file(directory, "x.npy", Written.npy(type, "(2, 2)", two));
        Path labels = Written.file(directory, "y.npy", Written.integers(0, 1));
        try (Dataset dataset = Dataset.open(ArrayFiles.of(features, labels), READING)) {
            return Seen.rows(dataset.train().subset(0, 1));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(2, 4, 3); images of 4 x 3, grey",
                "(2, 2, 2, 3); images of 2 x 2, 3 channels side by side",
                "(2, 3, 2, 2); images of 2 x 2, 3 channels in planes",
                "(2, 1, 2, 6); images of 2 x 6, grey",
                "(2, 12); 12 features",
                "(2, 2, 3, 2); 12 features"
            })
    void tellsImagesByShape(String shape, String form) throws Exception {
        Path features = Written.file(directory, "x.npy", Written.npy("|u1", shape, new byte[24]));
        Path labels = Written.file(directory, "y.npy", Written.integers(0, 1));
        try (Dataset dataset = Dataset.open(ArrayFiles.of(features, labels), READING)) {
            assertEquals(form, dataset.form().describe());
            assertEquals(12, dataset.train().features().columns());
        }
    }

    @Test
    void turnsFortranOrderOfFourDimensions() throws Exception {
        int[] shape = {3, 2, 4, 5};
        byte[] data = new byte[120];
        StringBuilder expected = new StringBuilder();
        for (int n = 0; n < 3; n++) {
            float[] row = new float[40];
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 4; j++) {
                    for (int k = 0; k < 5; k++) {
                        int value = n + 3 * (i + 2 * (j + 4 * k));
                        data[value] = (byte) value;
                        row[(i * 4 + j) * 5 + k] = value;
                    }
                }
            }
            expected.append(java.util.Arrays.toString(row));
        }
        String tuple = java.util.Arrays.toString(shape).replace('[', '(').replace(']', ')');
        Path features = Written.file(directory, "x.npy", Written.npy("|u1", true, tuple, data));
        Path labels = Written.file(directory, "y.npy", Written.integers(0, 1, 1));
        try (Dataset dataset = Dataset.open(ArrayFiles.of(features, labels), READING)) {
            assertEquals(expected.toString(), Seen.rows(dataset.train()));
        }
    }

    @Test
    void numbersClassesInSortedOrder() throws Exception {
        assertClasses(Written.integers(7, 3, 7, -1), "[2, 1, 2, 0]", "-1", "3", "7");
        assertClasses(
                Written.npy("<f4", "(4, 1)", Written.f4(ByteOrder.LITTLE_ENDIAN, 2, 1, 1, 10)),
                "[1, 0, 0, 2]",
                "1",
                "2",
                "10");
        assertClasses(Written.npy("|b1", "(4,)", Written.bytes(1, 0, 1, 1)), "[1, 0, 1, 1]", "0", "1");
        byte[] ascii = "dog\0catsdog\0a\0\0\0".getBytes(StandardCharsets.US_ASCII);
        assertClasses(Written.npy("|S4", "(4,)", ascii), "[2, 1, 2, 0]", "a", "cats", "dog");
        byte[] unicode = "\u00e9\0b\0a\0a\0".getBytes(java.nio.charset.Charset.forName("UTF-32LE"));
        assertClasses(Written.npy("<U2", "(4,)", unicode), "[2, 1, 0, 0]", "a", "b", "\u00e9");
    }

    private void assertClasses(byte[] labels, String expected, String... names) throws Exception {
        Path features = Written.file(directory, "x.npy", Written.floats("(4, 1)", 1, 2, 3, 4));
        Path file = Written.file(directory, "y.npy", labels);
        try (Dataset dataset = Dataset.open(ArrayFiles.of(features, file), READING)) {
            assertEquals(expected, Seen.labels(dataset.train()));
            assertEquals(List.of(names), dataset.classNames());
            assertEquals(names.length, dataset.train().classes());
        }
    }

    @Test
    void mapsTestLabelsByTraining() throws Exception {
        Path features = Written.file(directory, "x.npy", Written.floats("(3, 1)", 1, 2, 3));
        Path labels = Written.file(directory, "y.npy", Written.integers(30, 10, 20));
        Path testLabels = Written.file(directory, "t.npy", Written.integers(30, 30, 20));
        ArrayFiles files = new ArrayFiles(features, labels, features, testLabels);
        try (Dataset dataset = Dataset.open(files, READING)) {
            assertEquals("[2, 2, 1]", Seen.labels(dataset.test()));
            assertEquals(3, dataset.test().classes());
            assertEquals("NumPy arrays", dataset.title());
        }
        Path unknown = Written.file(directory, "u.npy", Written.integers(30, 40, 20));
        Seen.refused(
                () -> Dataset.open(new ArrayFiles(features, labels, features, unknown), READING),
                "u.npy has the label 40 in row 1",
                "10, 20, 30");
    }

    @Test
    void readsDirectoryOfArrays() throws Exception {
        Written.file(directory, "X_train.npy", Written.floats("(2, 1)", 1, 2));
        Written.file(directory, "y_train.npy", Written.integers(0, 1));
        try (Dataset dataset = Dataset.open(directory)) {
            assertEquals(
                    "NumPy arrays in " + directory + ": 2 training and 0 test examples, 2 classes", dataset.toString());
            assertEquals(2, dataset.files().size());
            assertTrue(Seen.isMapped(dataset.train()));
        }
    }

    @Test
    void readsArchivesOfOneArray() throws Exception {
        Path features = Written.file(directory, "x.npz", Written.deflated("anything", Written.floats("(2, 1)", 1, 2)));
        Path labels = Written.file(directory, "y.npz", Written.stored("other", Written.integers(0, 1)));
        try (Dataset dataset = Dataset.open(ArrayFiles.of(features, labels), READING)) {
            assertEquals("[1.0][2.0]", Seen.rows(dataset.train()));
        }
    }

    @Test
    void classifierLearnsFromArchive() throws Exception {
        byte[] archive = Written.stored(
                "x_train", Written.floats("(4, 2)", 1, 0, 2, 0, 0, 1, 0, 2),
                "y_train", Written.integers(3, 3, 8, 8),
                "x_test", Written.floats("(2, 2)", 3, 0, 0, 3),
                "y_test", Written.integers(3, 8));
        try (Dataset dataset = Dataset.open(Written.file(directory, "a.npz", archive))) {
            LinearClassifier classifier = LinearClassifier.fit(dataset.train());
            assertEquals(1, classifier.score(dataset.test()));
        }
    }

    @Test
    void closingEndsTheMemory() throws Exception {
        byte[] archive = Written.stored("x", Written.floats("(2, 1)", 1, 2), "y", Written.integers(0, 1));
        Dataset dataset = Dataset.open(Written.file(directory, "a.npz", archive));
        Features features = dataset.train().features();
        assertEquals(2, features.get(1, 0));
        dataset.close();
        dataset.close();
        assertThrows(IllegalStateException.class, () -> features.get(1, 0));
    }
}
