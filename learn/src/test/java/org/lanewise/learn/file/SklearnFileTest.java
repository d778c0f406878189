package org.lanewise.learn.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.learn.evaluate.Classifier;

/** Classifiers of scikit-learn, and what is none. */
@Tag("any-kernels")
class SklearnFileTest {

    @TempDir
    Path folder;

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    private static NpyArray.Floats floats(List<Integer> shape, float... values) {
        return new NpyArray.Floats(shape, values);
    }

    private static NpyArray.Floats vector(float... values) {
        return floats(List.of(values.length), values);
    }

    /** Three classes of two features. */
    private static SequencedMap<String, NpyArray> three() {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("coef_", floats(List.of(3, 2), 1, 2, 3, 4, 5, 6));
        arrays.put("intercept_", vector(7, 8, 9));
        arrays.put("classes_", NpyArray.of(List.of("cat", "dog", "eel")));
        arrays.put("mean_", vector(10, 20));
        arrays.put("scale_", vector(2, 0.25f));
        return arrays;
    }

    private Classifier read(SequencedMap<String, NpyArray> arrays) throws IOException {
        Path file = folder.resolve("sk.npz");
        Npz.write(file, arrays);
        return SklearnFile.read(arena, file);
    }

    @Test
    void everyArrayHasItsPlace() throws IOException {
        Classifier classifier = read(three());
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 5, 6}, classifier.model().weights().toArray());
        assertArrayEquals(new float[] {7, 8, 9}, classifier.model().bias().toArray());
        assertArrayEquals(
                new float[] {10, 20}, classifier.preprocessing().mean().toArray());
        assertArrayEquals(
                new float[] {0.5f, 4}, classifier.preprocessing().scale().toArray());
        assertEquals(List.of("cat", "dog", "eel"), classifier.classNames());
    }

    @Test
    void withoutThemThereAreNumbersForNamesAndNoPreprocessing() throws IOException {
        SequencedMap<String, NpyArray> arrays = three();
        List.of("classes_", "mean_", "scale_").forEach(arrays::remove);
        Classifier classifier = read(arrays);
        assertEquals(List.of("0", "1", "2"), classifier.classNames());
        assertArrayEquals(new float[] {0, 0}, classifier.preprocessing().mean().toArray());
        assertArrayEquals(new float[] {1, 1}, classifier.preprocessing().scale().toArray());
    }

    @Test
    void oneRowBecomesTwoWhoseScoresDifferByIt() throws IOException {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("coef_", floats(List.of(1, 3), 1, -2, 3));
        arrays.put("intercept_", vector(5));
        arrays.put("classes_", new NpyArray.Integers(List.of(2), new long[] {-1, 1}));
        Classifier classifier = read(arrays);
        assertArrayEquals(
                new float[] {-0.5f, 1, -1.5f, 0.5f, -1, 1.5f},
                classifier.model().weights().toArray());
        assertArrayEquals(new float[] {-2.5f, 2.5f}, classifier.model().bias().toArray());
        assertEquals(List.of("-1", "1"), classifier.classNames());
    }

    private void refuses(String part, String name, NpyArray array) {
        SequencedMap<String, NpyArray> arrays = three();
        arrays.remove(name);
        if (array != null) {
            arrays.put(name, array);
        }
        String message =
                assertThrows(ArrayFileException.class, () -> read(arrays)).getMessage();
        assertTrue(message.contains(part) && message.contains("sk.npz"), message);
        assertTrue(message.endsWith("."), message);
    }

    @Test
    void refusesWhatIsNoClassifier() {
        refuses("no entry coef_; save it in Python", "coef_", null);
        refuses("no entry intercept_; save it in Python", "intercept_", null);
        refuses("an entry coefs", "coefs", vector(1));
        refuses("rows x columns", "coef_", vector(1, 2));
        refuses("at least one row", "coef_", floats(List.of(0, 2)));
        refuses("at least one row", "coef_", floats(List.of(3, 0)));
        refuses("must hold floats", "coef_", new NpyArray.Integers(List.of(3, 2), new long[6]));
        refuses("[3] was expected", "intercept_", vector(1));
        refuses("[3] was expected", "classes_", NpyArray.of(List.of("a", "b")));
        refuses("[3] was expected", "classes_", new NpyArray.Integers(List.of(4), new long[4]));
        refuses("occurs twice", "classes_", new NpyArray.Integers(List.of(3), new long[] {1, 2, 1}));
        refuses("blank", "classes_", NpyArray.of(List.of("a", " ", "b")));
        refuses("classes_.astype(str)", "classes_", vector(0, 1, 2));
        refuses("[2] was expected", "mean_", vector(0, 1, 2));
        refuses("[2] was expected", "scale_", vector(1));
        refuses("NaN as element 3", "coef_", floats(List.of(3, 2), 1, 2, 3, Float.NaN, 5, 6));
        refuses("Infinity as element 0", "intercept_", vector(Float.POSITIVE_INFINITY, 1, 2));
        refuses("0.0 as element 1, which nothing", "scale_", vector(1, 0));
        refuses("-1.0 as element 0, which nothing", "scale_", vector(-1, 1));
        refuses("1.0E-40 as element 0, which nothing", "scale_", vector(1e-40f, 1));
    }

    /** Numbers as names take more memory than their bytes. */
    @Test
    void manyClassesNeedTexts() throws IOException {
        int classes = 100_001;
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("coef_", floats(List.of(classes, 1), new float[classes]));
        arrays.put("intercept_", vector(new float[classes]));
        String message =
                assertThrows(ArrayFileException.class, () -> read(arrays)).getMessage();
        assertTrue(message.contains("has 100001 rows, but more than 100000"), message);
        arrays.put("classes_", new NpyArray.Integers(List.of(classes), new long[classes]));
        assertThrows(ArrayFileException.class, () -> read(arrays));
        arrays.put(
                "classes_",
                NpyArray.of(IntStream.range(0, classes).mapToObj(k -> "c" + k).toList()));
        assertEquals(classes, read(arrays).classes());
    }

    @Test
    void refusesTypesThatAreNotRead() throws IOException {
        Path file = folder.resolve("sk.npz");
        byte[] row = Bytes.npy("<f4", false, "(1, 1)", Bytes.floats(ByteOrder.LITTLE_ENDIAN, 1));
        byte[] bias = Bytes.npy("<f4", false, "(1,)", Bytes.floats(ByteOrder.LITTLE_ENDIAN, 1));
        byte[] classes = Bytes.npy("|u1", false, "(2,)", new byte[] {0, 1});
        Files.write(file, Bytes.zip("coef_.npy", row, "intercept_.npy", bias, "classes_.npy", classes));
        String message = assertThrows(ArrayFileException.class, () -> SklearnFile.read(arena, file))
                .getMessage();
        assertTrue(message.endsWith("; save it as model.classes_.astype(str)."), message);
        byte[] large = ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(1e300)
                .array();
        Files.write(file, Bytes.zip("coef_.npy", row, "intercept_.npy", Bytes.npy("<f8", false, "(1,)", large)));
        message = assertThrows(ArrayFileException.class, () -> SklearnFile.read(arena, file))
                .getMessage();
        assertTrue(message.contains("1.0E300"), message);
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        Path file = Files.writeString(folder.resolve("sk.npz"), "no archive");
        String message = assertThrows(ArrayFileException.class, () -> SklearnFile.read(arena, file))
                .getMessage();
        assertTrue(message.contains("is not an .npz archive"), message);
    }
}
