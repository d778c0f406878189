package org.lanewise.learn.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.learn.evaluate.Classifier;

/** Classifiers in files. */
@Tag("any-kernels")
class ModelFileTest {

    @TempDir
    Path folder;

    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(180);
    private final Classifier classifier = new Classifier(
            Inputs.model(arena, random, 3, 17, 1), Inputs.preprocessing(arena, random, 17), List.of("cat", "dog", "Ä"));

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("model.npz");
        new ModelFile(classifier, provenance()).write(file);
    }

    private static Map<String, String> provenance() {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("loss", "softmax");
        provenance.put("seed", "1");
        provenance.put("comment", "");
        return provenance;
    }

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void readsTheSameBits() throws IOException {
        ModelFile read = ModelFile.read(arena, file);
        Classifier same = read.classifier();
        assertArrayEquals(
                classifier.model().weights().toArray(), same.model().weights().toArray());
        assertArrayEquals(
                classifier.model().bias().toArray(), same.model().bias().toArray());
        assertArrayEquals(
                classifier.preprocessing().mean().toArray(),
                same.preprocessing().mean().toArray());
        assertArrayEquals(
                classifier.preprocessing().scale().toArray(),
                same.preprocessing().scale().toArray());
        assertEquals(classifier.classNames(), same.classNames());
    }

    @Test
    void provenanceKeepsItsOrderAndTellsTheVersions() throws IOException {
        Map<String, String> read = ModelFile.read(arena, file).provenance();
        assertEquals(List.of("loss", "seed", "comment", "lanewise", "jdk"), List.copyOf(read.keySet()));
        assertEquals("softmax", read.get("loss"));
        assertEquals("", read.get("comment"));
        assertEquals(Runtime.version().toString(), read.get("jdk"));
        assertFalse(read.get("lanewise").isBlank(), "unknown, if nothing else");
    }

    @Test
    void writingWhatWasReadIsTheSameFile() throws IOException {
        Path again = folder.resolve("again.npz");
        ModelFile.read(arena, file).write(again);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    }

    @Test
    void aStreamHasTheBytesOfTheFile() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ModelFile(classifier, provenance()).write(out);
        assertArrayEquals(Files.readAllBytes(file), out.toByteArray());
        ModelFile read = ModelFile.read(arena, new ByteArrayInputStream(out.toByteArray()));
        assertEquals(ModelFile.read(arena, file).provenance(), read.provenance());
        assertArrayEquals(
                classifier.model().weights().toArray(),
                read.classifier().model().weights().toArray());
    }

    @Test
    void aStreamThatIsNoModelIsCalledAStream() {
        ByteArrayInputStream in = new ByteArrayInputStream(new byte[100]);
        String message = assertThrows(ArrayFileException.class, () -> ModelFile.read(arena, in))
                .getMessage();
        assertTrue(message.startsWith("The stream is not an .npz archive"), message);
    }

    @Test
    void numpyFindsTheShapesOfALinearModel() throws IOException {
        SequencedMap<String, NpyArray> arrays = Npz.read(file);
        assertEquals(
                List.of("format_version", "W", "b", "mean", "scale", "class_names", "provenance"),
                List.copyOf(arrays.keySet()));
        assertEquals(List.of(), arrays.get("format_version").shape());
        assertEquals(List.of(3, 17), arrays.get("W").shape());
        assertEquals(List.of(3), arrays.get("b").shape());
        assertEquals(List.of(17), arrays.get("mean").shape());
        assertEquals(List.of(17), arrays.get("scale").shape());
        assertEquals(NpyArray.of(List.of("cat", "dog", "Ä")), arrays.get("class_names"));
        assertEquals(List.of(5, 2), arrays.get("provenance").shape());
    }

    /** The file with one entry replaced, or with none if {@code array} is null. */
    private void refuses(String part, String name, NpyArray array) throws IOException {
        SequencedMap<String, NpyArray> arrays = Npz.read(file);
        if (array == null) {
            arrays.remove(name);
        } else {
            arrays.put(name, array);
        }
        Path changed = folder.resolve("changed.npz");
        Npz.write(changed, arrays);
        String message = assertThrows(ArrayFileException.class, () -> ModelFile.read(arena, changed))
                .getMessage();
        assertTrue(message.contains(part) && message.contains("changed.npz"), message);
    }

    @Test
    void refusesWhatIsNoModel() throws IOException {
        for (String name : List.of("W", "b", "mean", "scale", "class_names", "provenance")) {
            refuses("no entry " + name, name, null);
        }
        refuses("an entry more", "more", NpyArray.of(List.of()));
        refuses("must hold floats", "b", NpyArray.of(List.of("1", "2", "3")));
        refuses("must hold texts", "class_names", new NpyArray.Floats(List.of(3), new float[3]));
        refuses("matrix of rows x columns", "W", new NpyArray.Floats(List.of(51), new float[51]));
        refuses("[3] was expected", "b", new NpyArray.Floats(List.of(4), new float[4]));
        refuses("[17] was expected", "mean", new NpyArray.Floats(List.of(1, 17), new float[17]));
        refuses("[3] was expected", "class_names", NpyArray.of(List.of("a", "b")));
        refuses("twice", "class_names", NpyArray.of(List.of("a", "b", "a")));
        refuses("a key twice", "provenance", new NpyArray.Texts(List.of(2, 2), List.of("a", "1", "a", "2")));
        refuses("keys and values", "provenance", NpyArray.of(List.of("a", "1")));
    }

    @Test
    void refusesNumbersThatAreNotFinite() throws IOException {
        refuses("NaN as element 1", "b", new NpyArray.Floats(List.of(3), new float[] {0, Float.NaN, 0}));
        float[] scale = new float[17];
        scale[16] = Float.NEGATIVE_INFINITY;
        refuses("-Infinity as element 16", "scale", new NpyArray.Floats(List.of(17), scale));
    }

    /** The value that the file has, in numpy's float64, and not what it would be as a float. */
    @Test
    void refusesDoublesBeyondTheRangeOfFloat() throws IOException {
        byte[] weights = new byte[Double.BYTES * 51];
        ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).putDouble(Double.BYTES * 50, -1e300);
        refusesBytes(
                "holds -1.0E300 as element 50, but floats reach", "W", Bytes.npy("<f8", false, "(3, 17)", weights));
        byte[] bias = new byte[Double.BYTES * 3];
        ByteBuffer.wrap(bias).order(ByteOrder.LITTLE_ENDIAN).putDouble(Double.BYTES, 1e39);
        refusesBytes("holds 1.0E39 as element 1, but floats reach", "b", Bytes.npy("<f8", false, "(3,)", bias));
        ByteBuffer.wrap(bias).order(ByteOrder.LITTLE_ENDIAN).putDouble(Double.BYTES, Double.NEGATIVE_INFINITY);
        refusesBytes("holds -Infinity as element 1; only finite", "b", Bytes.npy("<f8", false, "(3,)", bias));
    }

    /** The file with the bytes of one entry replaced. */
    private void refusesBytes(String part, String name, byte[] content) throws IOException {
        Path changed = Files.write(folder.resolve("changed.npz"), Bytes.with(Files.readAllBytes(file), name, content));
        String message = assertThrows(ArrayFileException.class, () -> ModelFile.read(arena, changed))
                .getMessage();
        assertTrue(message.contains(part) && message.contains("changed.npz") && message.endsWith("."), message);
    }

    @Test
    void aFileWithoutAVersionIsOfTheFirst() throws IOException {
        SequencedMap<String, NpyArray> arrays = Npz.read(file);
        arrays.remove("format_version");
        Path before = folder.resolve("before.npz");
        Npz.write(before, arrays);
        ModelFile read = ModelFile.read(arena, before);
        assertArrayEquals(
                classifier.model().weights().toArray(),
                read.classifier().model().weights().toArray());
        ModelFile.read(arena, file).write(folder.resolve("again.npz"));
        read.write(before);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(before));
    }

    /** A later version may have anything in it; its number is looked at first. */
    @Test
    void refusesVersionsThatAreNotKnown() throws IOException {
        for (long version : new long[] {3, 7, Long.MAX_VALUE}) {
            refuses(
                    "has version " + version
                            + " of the format, but up to version 2 is known here; read it with a later",
                    "format_version",
                    new NpyArray.Integers(List.of(), new long[] {version}));
        }
        for (long version : new long[] {0, -1}) {
            refuses("is " + version, "format_version", new NpyArray.Integers(List.of(), new long[] {version}));
        }
        refuses("must hold integers", "format_version", NpyArray.of(List.of("1")));
        refuses("[] was expected", "format_version", new NpyArray.Integers(List.of(1), new long[] {1}));
        SequencedMap<String, NpyArray> later = new LinkedHashMap<>();
        later.put("layers", NpyArray.of(List.of("many")));
        later.put("format_version", new NpyArray.Integers(List.of(), new long[] {3}));
        Path changed = folder.resolve("later.npz");
        Npz.write(changed, later);
        assertTrue(assertThrows(ArrayFileException.class, () -> ModelFile.read(arena, changed))
                .getMessage()
                .contains("has version 3"));
    }

    /** Before the training, whose end would be late; and nothing is in the place of the file. */
    @Test
    void textsThatCannotBeReadAgainAreRefusedFirst() {
        for (String text : List.of("a\ud800", "x".repeat(4097), "a\0")) {
            assertThrows(IllegalArgumentException.class, () -> new ModelFile(classifier, Map.of("key", text)));
            assertThrows(IllegalArgumentException.class, () -> new ModelFile(classifier, Map.of(text, "value")));
            Classifier named = new Classifier(classifier.model(), classifier.preprocessing(), List.of("a", "b", text));
            assertThrows(IllegalArgumentException.class, () -> new ModelFile(named, Map.of()));
        }
    }

    @Test
    void numbersThatCannotBeReadAgainAreNotWritten() throws IOException {
        byte[] before = Files.readAllBytes(file);
        ModelFile model = new ModelFile(classifier, Map.of());
        Map<String, FloatMatrix> parts = Map.of(
                "weights", classifier.model().weights(),
                "bias", classifier.model().bias(),
                "mean", classifier.preprocessing().mean(),
                "scale", classifier.preprocessing().scale());
        for (Map.Entry<String, FloatMatrix> part : parts.entrySet()) {
            FloatMatrix matrix = part.getValue();
            int row = matrix.rows() - 1;
            int column = matrix.columns() - 1;
            float good = matrix.get(row, column);
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                matrix.set(row, column, bad);
                String message = assertThrows(IllegalArgumentException.class, () -> model.write(file))
                        .getMessage();
                assertTrue(message.startsWith("The " + part.getKey() + " of"), message);
                assertTrue(message.contains("row " + row + ", column " + column + " is " + bad), message);
                assertArrayEquals(before, Files.readAllBytes(file));
            }
            matrix.set(row, column, good);
        }
        model.write(file);
    }
}
