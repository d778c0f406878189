package org.lanewise.trials.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.file.Npy;
import org.lanewise.learn.file.NpyArray;
import org.lanewise.learn.file.Npz;

/** Arrays and archives of them: good ones to begin from, some of few bytes that claim much, and what reading may take. */
final class ArrayCorpus {

    /** An archive may take so much on the heap, objects of texts and their copies included, or in padded matrices. */
    static final Cost LIMIT = new Cost(
            Target.USUAL.heap() + 3L * Npz.ALWAYS_ALLOWED,
            Target.USUAL.offHeap() + 2L * Npz.ALWAYS_ALLOWED,
            Target.USUAL.resident(),
            Target.USUAL.nanos());

    private ArrayCorpus() {}

    /** Writes a file. */
    @FunctionalInterface
    private interface Writer {
        void write(Path file) throws IOException;
    }

    private static byte[] written(Writer writer) throws IOException {
        Path directory = Files.createTempDirectory("corpus");
        Path file = directory.resolve("good");
        writer.write(file);
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        Files.delete(directory);
        return bytes;
    }

    private static List<NpyArray> everyKind() {
        return List.of(
                new NpyArray.Floats(List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}),
                new NpyArray.Integers(List.of(4), new long[] {1, -2, 3, Long.MAX_VALUE}),
                new NpyArray.Texts(List.of(2, 1), List.of("airplane", "\u20ac")));
    }

    /** Of every kind, order and size. */
    static List<byte[]> arrays() throws IOException {
        List<byte[]> arrays = new ArrayList<>();
        for (NpyArray array : everyKind()) {
            arrays.add(written(file -> Npy.write(file, array)));
        }
        arrays.add(new String(arrays.getFirst(), StandardCharsets.ISO_8859_1)
                .replace("False, ", "True,  ")
                .replace("<f4", ">f4")
                .getBytes(StandardCharsets.ISO_8859_1));
        arrays.add(npy("<f8", "(2, 2)", new byte[4 * Double.BYTES]));
        arrays.add(npy(">i4", "(3,)", new byte[3 * Integer.BYTES]));
        return arrays;
    }

    /** As numpy.savez and savez_compressed write them. */
    static List<byte[]> archives() throws IOException {
        SequencedMap<String, NpyArray> named = new LinkedHashMap<>();
        everyKind().forEach(array -> named.put("a" + named.size(), array));
        NpyArray zeros = new NpyArray.Floats(List.of(100, 100), new float[10_000]);
        return List.of(
                written(file -> Npz.write(file, named)), zipped("zeros.npy", written(file -> Npy.write(file, zeros))));
    }

    static byte[] zipped(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    /** Three classes of five pixels. */
    static byte[] model() throws IOException {
        try (Arena arena = Arena.ofShared()) {
            Classifier classifier = new Classifier(
                    LinearModel.allocate(arena, 3, 5), Preprocessing.none(arena, 5), List.of("a", "b", "c"));
            return written(file -> new ModelFile(classifier, Map.of("seed", "1")).write(file));
        }
    }

    /** Three classes of two features with all that is read, and two classes with what must be there. */
    static List<byte[]> sklearn() throws IOException {
        SequencedMap<String, NpyArray> three = new LinkedHashMap<>();
        three.put("coef_", new NpyArray.Floats(List.of(3, 2), new float[] {1, 2, 3, 4, 5, 6}));
        three.put("intercept_", new NpyArray.Floats(List.of(3), new float[] {1, 2, 3}));
        three.put("classes_", new NpyArray.Texts(List.of(3), List.of("a", "b", "c")));
        three.put("mean_", new NpyArray.Floats(List.of(2), new float[] {1, 2}));
        three.put("scale_", new NpyArray.Floats(List.of(2), new float[] {1, 2}));
        SequencedMap<String, NpyArray> two = new LinkedHashMap<>();
        two.put("coef_", new NpyArray.Floats(List.of(1, 2), new float[] {1, 2}));
        two.put("intercept_", new NpyArray.Floats(List.of(1), new float[] {3}));
        two.put("classes_", new NpyArray.Integers(List.of(2), new long[] {0, 1}));
        return List.of(written(file -> Npz.write(file, three)), written(file -> Npz.write(file, two)));
    }

    /** Two million classes in a few kB, whose names would be made of numbers. */
    static byte[] manyClasses() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("coef_.npy", "intercept_.npy")) {
                zip.putNextEntry(new ZipEntry(name));
                String shape = name.startsWith("coef_") ? "(2000000, 1)" : "(2000000,)";
                zip.write(npy("<f4", shape, new byte[2_000_000 * Float.BYTES]));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Arrays without elements: rows of nothing were padded to a cache line each, 1.28 GB of them. */
    static List<byte[]> shapes() {
        List<byte[]> arrays = new ArrayList<>();
        for (String shape :
                List.of("(20000000, 0)", "(2147483647, 0)", "(0, 2147483647)", "(0, 0)", "(0,)", "(3, 0)", "(0, 5)")) {
            arrays.add(npy("<f4", shape, new byte[0]));
        }
        return arrays;
    }

    /** Checkpoints of at most 30 kB: inflated they are four million texts, or a million rows of one float. */
    static List<byte[]> checkpoints() throws IOException {
        List<byte[]> checkpoints = new ArrayList<>();
        byte[] texts = ByteBuffer.allocate(16_000_000).array();
        checkpoints.add(with("provenance.npy", npy("<U1", "(2000000, 2)", texts)));
        checkpoints.add(with("class_names.npy", npy("<U1", "(4000000,)", texts)));
        checkpoints.add(with("counter_names.npy", npy("<U1", "(4000000,)", texts)));
        checkpoints.add(with("counter_names.npy", npy("<U1", "(200000,)", new byte[800_000])));
        checkpoints.add(with("counter_values.npy", npy("<i4", "(4000000,)", texts)));
        for (String name : List.of("W.npy", "state_weights.npy")) {
            checkpoints.add(with(name, npy("<f4", "(4000000, 1)", texts)));
            checkpoints.add(with(name, npy("<f4", "(200000, 17)", new byte[13_600_000])));
            checkpoints.add(with(name, npy("<f4", "(20000000, 0)", new byte[0])));
        }
        return checkpoints;
    }

    private static byte[] with(String name, byte[] array) throws IOException {
        return TinyTraining.with(TinyTraining.PLAIN, name, array);
    }

    private static byte[] npy(String type, String shape, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = ("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + "}\n")
                .getBytes(StandardCharsets.US_ASCII);
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.writeBytes(ByteBuffer.allocate(Short.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) header.length)
                .array());
        out.writeBytes(header);
        out.writeBytes(data);
        return out.toByteArray();
    }
}
