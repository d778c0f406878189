package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are decoded once, and again when they have changed. */
class PictureCacheTest {

    private static final String CACHE = ".lanewise-cache";

    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

    private Path changing;

    @BeforeEach
    void write() throws IOException {
        PictureFolder folder = new PictureFolder(root);
        changing = folder.flat("a/1.png", 0x010101);
        folder.flat("a/2.png", 0x020202);
        folder.flat("b/1.png", 0x030303);
    }

    /** How many pictures are decoded, and what the first byte of each example is. */
    private record Look(int decoded, List<Integer> bytes, boolean isMapped) {}

    private Look look(Reading reading) throws IOException {
        List<Integer> calls = new ArrayList<>(List.of(0));
        Reading telling = reading.withPictureSize(2).withProgress((done, all) -> {
            assertTrue(done > calls.getLast() && done <= all, done + " of " + all);
            calls.add(done);
        });
        try (Dataset dataset = Dataset.open(root, telling)) {
            List<Integer> bytes = new ArrayList<>();
            for (int row = 0; row < dataset.train().size(); row++) {
                bytes.add((int) dataset.train().features().get(row, 0));
            }
            return new Look(calls.getLast(), bytes, Seen.isMapped(dataset.train()));
        }
    }

    private Look look() throws IOException {
        return look(Reading.defaults());
    }

    @Test
    void decodesOnce() throws IOException {
        assertEquals(new Look(3, List.of(1, 3, 2), true), look());
        assertEquals(new Look(0, List.of(1, 3, 2), true), look());
    }

    @Test
    void decodesWhatHasAnotherTime() throws IOException {
        look();
        Files.setLastModifiedTime(changing, FileTime.fromMillis(1_000_000));
        assertEquals(new Look(1, List.of(1, 3, 2), true), look());
        assertEquals(new Look(0, List.of(1, 3, 2), true), look());
    }

    @Test
    void decodesWhatHasAnotherLength() throws IOException {
        look();
        FileTime before = Files.getLastModifiedTime(changing);
        new PictureFolder(root).write("a/1.png", 99, 99, (x, y) -> 0x090909);
        Files.setLastModifiedTime(changing, before);
        assertEquals(new Look(1, List.of(9, 3, 2), true), look());
    }

    @Test
    void noticesWhatCameAndWent() throws IOException {
        look();
        Files.move(changing, root.resolve("b/7.png"));
        assertEquals(new Look(1, List.of(2, 3, 1), true), look());
        Files.delete(root.resolve("b/7.png"));
        assertEquals(new Look(0, List.of(2, 3), true), look());
    }

    @Test
    void eachFormHasItsCache() throws IOException {
        look();
        assertEquals(3, look(Reading.defaults().withCrop(true)).decoded);
        try (Dataset dataset = Dataset.open(root, Reading.defaults().withPictureSize(5))) {
            assertEquals(75, dataset.train().features().columns());
        }
        assertEquals(0, look().decoded);
        try (Stream<Path> files = Files.list(root.resolve(CACHE))) {
            assertEquals(
                    List.of(
                            "2-cropped.index",
                            "2-cropped.pixels",
                            "2-squeezed.index",
                            "2-squeezed.pixels",
                            "5-squeezed.index",
                            "5-squeezed.pixels"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void liesWhereItIsWanted() throws IOException {
        Reading reading = Reading.defaults().withCache(elsewhere.resolve("some/cache"));
        assertEquals(3, look(reading).decoded);
        assertEquals(0, look(reading).decoded);
        assertFalse(Files.exists(root.resolve(CACHE)));
    }

    @Test
    void oneFolderServesManyDataSets() throws IOException {
        Reading reading = Reading.defaults().withCache(elsewhere).withPictureSize(2);
        look(reading);
        PictureFolder others = new PictureFolder(elsewhere.resolve("others"));
        others.flat("a/1.png", 0x070707);
        others.flat("b/1.png", 0x080808);
        try (Dataset dataset = Dataset.open(others.root(), reading)) {
            assertEquals(7, (int) dataset.train().features().get(0, 0));
        }
        assertEquals(new Look(0, List.of(1, 3, 2), true), look(reading));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2-squeezed.index", "2-squeezed.pixels"})
    void decodesAnewIfTheCacheIsDamaged(String name) throws IOException {
        look();
        Path file = root.resolve(CACHE).resolve(name);
        byte[] good = Files.readAllBytes(file);
        for (int length : new int[] {0, 7, good.length - 1}) {
            Files.write(file, Arrays.copyOf(good, length));
            assertEquals(new Look(3, List.of(1, 3, 2), true), look(), length + " bytes");
        }
        byte[] spoiled = good.clone();
        spoiled[good.length / 2] ^= 1;
        Files.write(file, spoiled);
        assertEquals(new Look(3, List.of(1, 3, 2), true), look());
        Files.delete(file);
        assertEquals(new Look(3, List.of(1, 3, 2), true), look());
    }

    @Test
    void decodesIntoMemoryIfNothingCanBeWritten() throws IOException {
        Files.writeString(root.resolve(CACHE), "no folder");
        for (int time = 0; time < 2; time++) {
            assertEquals(new Look(3, List.of(1, 3, 2), false), look());
        }
        assertEquals("no folder", Files.readString(root.resolve(CACHE)));
        try (Dataset dataset = Dataset.open(root)) {
            assertEquals(3, dataset.files().size());
        }
    }

    @Test
    void filesAreWhatIsRead() throws IOException {
        try (Dataset dataset = Dataset.open(root)) {
            assertEquals(List.of(root.resolve(CACHE).resolve("32-squeezed.pixels")), dataset.files());
        }
    }

    @Test
    void manyPicturesKeepTheirOrder() throws IOException {
        PictureFolder folder = new PictureFolder(root);
        for (int i = 0; i < 150; i++) {
            folder.flat(String.format("c/%03d.png", i), 100 + i);
        }
        Reading reading = Reading.defaults().withPictureSize(1);
        try (Dataset dataset = Dataset.open(root, reading)) {
            for (int i = 1; i < 150; i++) {
                assertEquals(100 + i, (int) dataset.train().features().get(i + 3, 2), "picture " + i);
            }
        }
    }
}
