package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.testing.Scale;

/** Whatever stands in a file, it is a data set or refused by a sentence. */
class CorruptionTest {

    private static final int TIMES = 200;

    private static final byte[] FEATURES = Written.floats("(3, 2)", 1, 2, 3, 4, 5, 6);
    private static final byte[] DOUBLES = Written.npy(">f8", true, "(3, 2)", new byte[48]);
    private static final byte[] LABELS = Written.npy("<U3", "(3,)", new byte[] {
        97, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 98, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 97, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    });

    @TempDir
    Path directory;

    @Test
    void npy() throws Exception {
        Path labels = Written.file(directory, "y.npy", LABELS);
        for (byte[] array : List.of(FEATURES, DOUBLES)) {
            corrupt(array, "x.npy", file -> Dataset.open(ArrayFiles.of(file, labels), Reading.defaults()));
        }
        Path features = Written.file(directory, "z.npy", FEATURES);
        corrupt(LABELS, "y.npy", file -> Dataset.open(ArrayFiles.of(features, file), Reading.defaults()));
    }

    @Test
    void npz() throws Exception {
        corrupt(Written.stored("x", FEATURES, "y", LABELS), "a.npz", Dataset::open);
        corrupt(Written.deflated("x", DOUBLES, "y", LABELS), "a.npz", Dataset::open);
        corrupt(WideArchive.of("x", FEATURES, "y", LABELS), "a.npz", Dataset::open);
    }

    @Test
    void safetensors() throws Exception {
        String header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                + "\"y\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[8,10]}}";
        byte[] data = Arrays.copyOf(Written.f4(ByteOrder.LITTLE_ENDIAN, 1, 2), 10);
        data[9] = 1;
        corrupt(Written.safetensors(header, data), "a.safetensors", Dataset::open);
    }

    @Test
    void idx() throws Exception {
        Path labels = Written.file(directory, "y.npy", LABELS);
        byte[] images = Written.idx(8, new int[] {3, 2, 2}, new byte[12]);
        for (byte[] file : List.of(images, Written.gzip(images))) {
            corrupt(file, "x", path -> Dataset.open(ArrayFiles.of(path, labels), Reading.defaults()));
        }
    }

    @Test
    void text() throws Exception {
        corrupt("a,\"b\",c\n1,2,x\n3,4.5e1,y\n".getBytes(), "a.csv", Dataset::open);
        corrupt("1 1:2 3:4\n-1 2:0.5\n".getBytes(), "a.svm", Dataset::open);
    }

    /** Opens a file. */
    private interface Opening {
        Dataset open(Path file) throws Exception;
    }

    private void corrupt(byte[] file, String name, Opening opening) throws Exception {
        Random random = new Random(Scale.seed(7));
        int opened = 0;
        for (int i = 0; i < Scale.of(TIMES); i++) {
            byte[] corrupted = corrupted(file, random);
            opened += open(Written.file(directory, name, corrupted), opening) ? 1 : 0;
        }
        assertTrue(opened < Scale.of(TIMES));
        Files.delete(directory.resolve(name));
    }

    private static boolean open(Path file, Opening opening) throws Exception {
        try (Dataset dataset = opening.open(file)) {
            Seen.rows(dataset.train());
            return true;
        } catch (DatasetException refused) {
            assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
            assertTrue(refused.getMessage().lines().count() == 1, refused.getMessage());
            return false;
        } catch (Exception | Error other) {
            Path kept = Files.copy(
                    file,
                    Files.createTempFile("lanewise-corrupt", ".bin"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return fail("not a sentence, see " + kept, other);
        }
    }

    /** A few other bytes, a part left out, or a part twice. */
    private static byte[] corrupted(byte[] file, Random random) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : file) {
            bytes.add(b);
        }
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && !bytes.isEmpty(); i++) {
            int at = random.nextInt(bytes.size());
            switch (random.nextInt(6)) {
                case 0 ->
                    bytes.subList(at, Math.min(bytes.size(), at + random.nextInt(9)))
                            .clear();
                case 1 -> bytes.add(at, (byte) random.nextInt());
                case 2 -> bytes.set(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
                case 3 -> bytes.set(at, (byte) ("0123456789,:{}[]()'\"\n;-.".charAt(random.nextInt(24))));
                default -> bytes.set(at, (byte) random.nextInt());
            }
        }
        byte[] result = new byte[bytes.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = bytes.get(i);
        }
        return result;
    }
}
