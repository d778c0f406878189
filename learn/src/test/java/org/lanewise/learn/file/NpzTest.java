package org.lanewise.learn.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of arrays, honest ones and others. */
@Tag("slow")
@Tag("any-kernels")
class NpzTest {

    private static final byte[] THREE = Bytes.npy("<f4", false, "(3,)", Bytes.floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3));

    @TempDir
    Path folder;

    private SequencedMap<String, NpyArray> read(byte[] bytes) throws IOException {
        return Npz.read(Files.write(folder.resolve("arrays.npz"), bytes));
    }

    private byte[] written() throws IOException {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("second", new NpyArray.Floats(List.of(2), new float[] {1, 2}));
        arrays.put("first", NpyArray.of(List.of("a", "b")));
        Path file = folder.resolve("written.npz");
        Npz.write(file, arrays);
        return Files.readAllBytes(file);
    }

    @Test
    void readsWhatItWritesInOrder() throws IOException {
        SequencedMap<String, NpyArray> arrays = read(written());
        assertEquals(List.of("second", "first"), List.copyOf(arrays.keySet()));
        assertArrayEquals(new float[] {1, 2}, ((NpyArray.Floats) arrays.get("second")).values());
        assertEquals(NpyArray.of(List.of("a", "b")), arrays.get("first"));
    }

    @Test
    void equalArraysAreEqualBytes() throws IOException {
        assertArrayEquals(written(), written());
    }

    /** As numpy.savez writes them; and the clock is not part of a file. */
    @Test
    void entriesAreStoredWithoutATime() throws IOException {
        written();
        try (ZipFile zip = new ZipFile(folder.resolve("written.npz").toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                assertEquals(ZipEntry.STORED, entry.getMethod());
                assertEquals(1980, entry.getTimeLocal().getYear());
            }
        }
    }

    @Test
    void readsDeflatedEntries() throws IOException {
        SequencedMap<String, NpyArray> arrays = read(Bytes.zip("a.npy", THREE));
        assertArrayEquals(new float[] {1, 2, 3}, ((NpyArray.Floats) arrays.get("a")).values());
    }

    /** Each bit of a small archive flipped, and each beginning of it: refused, or read as if nothing had happened. */
    @Test
    void damageIsSeen() throws IOException {
        byte[] whole = written();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(ArrayFileException.class, () -> read(part), length + " bytes");
        }
        SplittableRandom random = new SplittableRandom(170);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                SequencedMap<String, NpyArray> arrays = read(damaged);
                for (NpyArray array : arrays.values()) {
                    if (array instanceof NpyArray.Floats floats) {
                        assertArrayEquals(new float[] {1, 2}, floats.values());
                    } else {
                        assertEquals(NpyArray.of(List.of("a", "b")), array);
                    }
                }
            } catch (ArrayFileException refused) {
                assertTrue(refused.getMessage().contains("arrays.npz"), refused.getMessage());
            }
        }
    }

    /** 64 MiB of zeros deflate to 64 KiB. */
    @Test
    void aZipBombEnds() {
        byte[] bomb = Bytes.npy("<f4", false, "(16777216,)", new byte[1 << 26]);
        refuses("claims 16777216 elements", Bytes.zip("a.npy", bomb));
        byte[] part = Bytes.npy("<f4", false, "(2621440,)", new byte[10 << 20]);
        refuses("claims 2621440 elements", Bytes.zip("a.npy", part, "b.npy", part));
    }

    /** Four million texts of a character are 16 MiB in the file, and forty times that as objects. */
    @Test
    void textsCountAsWhatTheyTake() throws IOException {
        byte[] texts = Bytes.npy("<U1", false, "(4000000,)", new byte[16_000_000]);
        byte[] table = Bytes.npy("<U1", false, "(2000000, 2)", new byte[16_000_000]);
        refuses("claims 4000000 elements, which take 256000000 bytes of memory", Bytes.zip("a.npy", texts));
        refuses("claims 4000000 elements, which take 256000000 bytes of memory", Bytes.zip("a.npy", table));
        byte[] some = Bytes.npy("<U1", false, "(150000,)", new byte[600_000]);
        assertEquals(List.of(150_000), read(Bytes.zip("a.npy", some)).get("a").shape());
        refuses("Entry b.npy", Bytes.zip("a.npy", some, "b.npy", some));
        byte[] integers = Bytes.npy("<i4", false, "(1500000,)", new byte[6_000_000]);
        refuses("Entry b.npy", Bytes.zip("a.npy", integers, "b.npy", integers));
    }

    /** No byte inflates to more than 1032, whatever the archive's directory says. */
    @Test
    void claimsOfSizeAreComparedWithTheFile() throws IOException {
        byte[] zip = Bytes.zip("a.npy", Bytes.npy("<f4", false, "(4000000,)", new byte[400]));
        int directory = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, 16_000_128);
        refuses("claims 4000000 elements of 4 bytes", zip);
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 20, 16_000_000);
        assertThrows(ArrayFileException.class, () -> read(zip));
    }

    /** What reading would refuse is not written. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "../a", "\u00fc", "a b", "a\n"})
    void namesAreThoseThatCanBeReadAgain(String name) throws IOException {
        Path file = folder.resolve("never.npz");
        NpyArray array = NpyArray.of(List.of("a"));
        for (String bad : List.of(name, "x".repeat(101))) {
            SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>(Map.of(bad, array));
            String message = assertThrows(IllegalArgumentException.class, () -> Npz.write(file, arrays))
                    .getMessage();
            assertTrue(message.contains("letters, digits") && !message.contains("\n"), message);
        }
        SequencedMap<String, NpyArray> many = new LinkedHashMap<>();
        for (int i = 0; i < 1000; i++) {
            many.put("a" + i, array);
        }
        Npz.write(folder.resolve("many.npz"), many);
        assertEquals(many, Npz.read(folder.resolve("many.npz")));
        many.put("x".repeat(100), array);
        assertThrows(IllegalArgumentException.class, () -> Npz.write(file, many));
        assertFalse(Files.exists(file));
    }

    /** Java opens archives only where files are. */
    @Test
    void anArchiveWithinAnArchiveIsRefused() throws IOException {
        written();
        try (FileSystem archive = FileSystems.newFileSystem(folder.resolve("outer.zip"), Map.of("create", "true"))) {
            Path inner = archive.getPath("/inner.npz");
            Npz.write(inner, Npz.read(folder.resolve("written.npz")));
            assertEquals(Files.size(folder.resolve("written.npz")), Files.size(inner));
            String message = assertThrows(ArrayFileException.class, () -> Npz.read(inner))
                    .getMessage();
            assertTrue(message.contains("/inner.npz lies within another file"), message);
        }
    }

    /** The archive's directory says another size or checksum than what is there. */
    @Test
    void refusesADirectoryThatLies() throws IOException {
        byte[] zip = written();
        int directory = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
        byte[] checksum = zip.clone();
        checksum[directory + 16] ^= 1;
        refuses("damaged", checksum);
        byte[] size = zip.clone();
        size[directory + 20] += 4;
        size[directory + 24] += 4;
        refuses("second.npy", size);
    }

    @Test
    void refusesWhatIsNoArchiveOfArrays() {
        refuses("not an .npz archive, or it is damaged (zip", new byte[0]);
        refuses("not an .npz archive", "W = [1, 2]".getBytes(StandardCharsets.US_ASCII));
        refuses("not an array", Bytes.zip("notes.txt", THREE));
        refuses("not an array", Bytes.zip("../a.npy", THREE));
        refuses("does not begin", Bytes.zip("a.npy", new byte[100]));
        assertThrows(NoSuchFileException.class, () -> Npz.read(folder.resolve("nowhere.npz")));
    }

    @Test
    void refusesEntriesThatOccurTwice() {
        byte[] zip = Bytes.zip("a.npy", THREE, "b.npy", THREE);
        for (int i = 0; i < zip.length - 5; i++) {
            if (zip[i] == 'b' && zip[i + 1] == '.' && zip[i + 2] == 'n') {
                zip[i] = 'a';
            }
        }
        refuses("two entries a.npy", zip);
    }

    @Test
    void refusesThousandsOfEntries() throws IOException {
        assertEquals(1000, read(Bytes.zip(entries(1000))).size());
        refuses("1001 entries", Bytes.zip(entries(1001)));
    }

    private static Object[] entries(int count) {
        Object[] many = new Object[2 * count];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "a" + i + ".npy";
            many[i + 1] = THREE;
        }
        return many;
    }

    private void refuses(String part, byte[] bytes) {
        String message =
                assertThrows(ArrayFileException.class, () -> read(bytes)).getMessage();
        assertTrue(message.contains(part), message);
        assertTrue(message.contains("arrays.npz") && message.endsWith(".") && !message.contains("\n"), message);
    }
}
