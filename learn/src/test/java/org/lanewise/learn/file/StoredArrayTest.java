package org.lanewise.learn.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("any-kernels")
class StoredArrayTest {

    @TempDir
    Path directory;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    @ParameterizedTest
    @CsvSource({"|u1, u, 1", "|b1, b, 1", "<f2, f, 2", ">i2, i, 2", "<u8, u, 8", "|S7, S, 7", "<U3, U, 12"})
    void findsArraysOfDataSets(String type, char kind, int size) throws Exception {
        Path file = file("a.npy", Bytes.npy(type, false, "(1, 2, 1, 1)", new byte[2 * size]));
        StoredArray array = Npy.find(file);
        assertEquals(kind, array.header().kind());
        assertEquals(size, array.header().size());
        assertEquals(List.of(1, 2, 1, 1), array.header().shape());
        assertEquals(Files.size(file) - 2L * size, array.offset());
        assertEquals(file.toString(), array.what());
        if (kind != 'U') {
            assertThrows(ArrayFileException.class, () -> Npy.read(file), "models are read as strictly as ever");
        }
    }

    @Test
    void knowsWhereStoredArraysLie() throws Exception {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("first", new NpyArray.Floats(List.of(2), new float[] {1, 2}));
        arrays.put("second", new NpyArray.Integers(List.of(1, 3), new long[] {3, 4, 5}));
        Path file = directory.resolve("a.npz");
        Npz.write(file, arrays);
        byte[] bytes = Files.readAllBytes(file);
        try (NpzReader archive = new NpzReader(file)) {
            StoredArray first = archive.array("first");
            assertFalse(first.isPacked());
            byte[] floats = Bytes.floats(ByteOrder.LITTLE_ENDIAN, 1, 2);
            int from = Math.toIntExact(first.offset());
            assertArrayEquals(floats, Arrays.copyOfRange(bytes, from, from + 8));
            StoredArray second = archive.array("second");
            assertEquals(4, bytes[Math.toIntExact(second.offset()) + 8]);
            assertThrows(IllegalStateException.class, () -> first.unpack(in -> {}));
            assertThrows(ArrayFileException.class, () -> archive.array("third"));
        }
    }

    @Test
    void unpacksCompressedArrays() throws Exception {
        byte[] data = {5, 6, 7};
        Path file = file("a.npz", Bytes.zip("a.npy", Bytes.npy("|u1", false, "(3,)", data)));
        try (NpzReader archive = new NpzReader(file)) {
            StoredArray array = archive.array("a");
            assertTrue(array.isPacked());
            assertThrows(IllegalStateException.class, array::offset);
            array.unpack(in -> assertArrayEquals(data, in.readAllBytes()));
            assertThrows(
                    ArrayFileException.class, () -> array.unpack(in -> in.readNBytes(2)), "all bytes are compared");
        }
    }

    @Test
    void findsPlacesBehindCommentsAndRefusesThoseBeyondTheFile() throws Exception {
        Path file = directory.resolve("a.npz");
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("a", new NpyArray.Floats(List.of(1), new float[] {1}));
        Npz.write(file, arrays);
        byte[] archive = Files.readAllBytes(file);
        byte[] comment = Arrays.copyOf(archive, archive.length + 300);
        comment[archive.length - 2] = (byte) 300;
        comment[archive.length - 1] = (byte) (300 >> 8);
        assertEquals(ZipDirectory.places(file), ZipDirectory.places(file("b.npz", comment)));
        byte[] beyond = archive.clone();
        int central = new String(archive, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        beyond[central + 42 + 2] = 1;
        assertThrows(ArrayFileException.class, () -> ZipDirectory.places(file("c.npz", beyond)));
        assertThrows(ArrayFileException.class, () -> ZipDirectory.places(file("d.npz", new byte[5])));
    }

    @Test
    void dataAreWhole() throws Exception {
        Path less = file("a.npy", Bytes.npy("|u1", false, "(3,)", new byte[2]));
        assertTrue(assertThrows(ArrayFileException.class, () -> Npy.find(less))
                .getMessage()
                .contains("cut short"));
        Path more = file("b.npy", Bytes.npy("|u1", false, "(3,)", new byte[4]));
        assertTrue(assertThrows(ArrayFileException.class, () -> Npy.find(more))
                .getMessage()
                .contains("goes on"));
        Path archive = file("a.npz", Bytes.zip("a.npy", Bytes.npy("|u1", false, "(3,)", new byte[2])));
        try (NpzReader reader = new NpzReader(archive)) {
            assertThrows(ArrayFileException.class, () -> reader.array("a"));
        }
    }
}
