package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Examples;

/** Which pictures of a directory are examples, of which class, and what their features are. */
class PictureFoldersTest {

    private static final Reading TINY = Reading.defaults().withPictureSize(2);

    @TempDir
    Path root;

    private PictureFolder folder;

    @BeforeEach
    void begin() {
        folder = new PictureFolder(root);
    }

    private static void assertRow(Examples examples, int row, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            assertEquals(bytes[i], (int) examples.features().get(row, i), "feature " + i + " of row " + row);
        }
    }

    @Test
    void trainingAndTestSetsHaveTheirFolders() throws IOException {
        folder.flat("train/b/1.png", 0x010203);
        folder.flat("train/a/1.bmp", 0x0A0B0C);
        folder.flat("train/a/2.gif", 0xFFFFFF);
        folder.flat("test/b/1.png", 0x040506);
        try (Dataset dataset = Dataset.open(root, TINY)) {
            assertEquals(List.of("a", "b"), dataset.classNames());
            assertEquals(new FeatureForm.Images(2, 2, 3, true), dataset.form());
            assertEquals("Pictures in " + root + ": 3 training and 1 test images, 2 classes", dataset.toString());
            // The classes take turns.
            assertRow(dataset.train(), 0, 10, 10, 10, 10, 11, 11, 11, 11, 12, 12, 12, 12);
            assertRow(dataset.train(), 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
            assertRow(dataset.train(), 2, 255, 255, 255, 255, 255);
            assertRow(dataset.test(), 0, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6);
            assertEquals(List.of(0, 1, 0), List.of(label(dataset, 0), label(dataset, 1), label(dataset, 2)));
            assertEquals(1, dataset.test().label(0));
            assertEquals(List.of(), dataset.notes());
        }
    }

    private static int label(Dataset dataset, int row) {
        return dataset.train().label(row);
    }

    @Test
    void oneLevelIsATrainingSet() throws IOException {
        folder.flat("dog/same.png", 0x000001);
        folder.flat("cat/same.png", 0x000002);
        folder.flat("cat/inner/same.png", 0x000003);
        try (Dataset dataset = Dataset.open(root, TINY)) {
            assertFalse(dataset.hasTest());
            assertEquals(List.of("cat", "dog"), dataset.classNames());
            assertRow(dataset.train(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 3);
            assertRow(dataset.train(), 1, 0, 0, 0, 0, 0, 0, 0, 0, 1);
            assertRow(dataset.train(), 2, 0, 0, 0, 0, 0, 0, 0, 0, 2);
            assertEquals(List.of(root.resolve("cat"), root.resolve("dog")), dataset.folders());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "val", "valid", "validation"})
    void theTestSetHasManyNames(String name) throws IOException {
        folder.flat("train/a/1.png", 0);
        folder.flat("train/b/1.png", 0);
        folder.flat(name + "/a/1.png", 0);
        try (Dataset dataset = Dataset.open(root, TINY)) {
            assertEquals(1, dataset.test().size());
        }
    }

    @Test
    void oneOfTwoTestSetsIsTaken() throws IOException {
        folder.flat("train/a/1.png", 0);
        folder.flat("train/b/1.png", 0);
        folder.flat("val/a/1.png", 0);
        folder.flat("test/a/1.png", 0);
        folder.flat("test/b/1.png", 0);
        try (Dataset dataset = Dataset.open(root, TINY)) {
            assertEquals(2, dataset.test().size());
            assertEquals(
                    List.of(root.resolve("val") + " is left alone, for the test set is " + root.resolve("test") + "."),
                    dataset.notes());
        }
    }

    @Test
    void aTestSetMayBeAlone() throws IOException {
        folder.flat("val/a/1.png", 0);
        folder.flat("val/b/1.png", 0);
        try (Dataset dataset = Dataset.open(root, TINY)) {
            assertFalse(dataset.hasTrain());
            assertEquals(2, dataset.test().size());
        }
    }

    /** Against sums over blocks, of a picture whose pixels all differ. */
    @Test
    void pixelsAreMeansOfWhatTheyCover() throws IOException {
        PictureFolder.Paint paint = (x, y) -> 4 * x + 60 * y << 16 | 200 - 6 * x << 8 | 3 * y;
        folder.write("a/1.png", 8, 4, paint);
        folder.flat("b/1.png", 0);
        try (Dataset dataset = Dataset.open(root, TINY)) {
            assertRow(dataset.train(), 0, means(paint, 0, 4, 2));
        }
        try (Dataset dataset = Dataset.open(root, TINY.withCrop(true))) {
            assertRow(dataset.train(), 0, means(paint, 2, 2, 2));
        }
    }

    private static int[] means(PictureFolder.Paint paint, int left, int width, int height) {
        int[] means = new int[12];
        for (int i = 0; i < means.length; i++) {
            int sum = 0;
            for (int at = 0; at < width * height; at++) {
                int x = left + i % 2 * width + at % width;
                int y = i / 2 % 2 * height + at / width;
                sum += paint.rgb(x, y) >> 16 - 8 * (i / 4) & 0xFF;
            }
            means[i] = (int) Math.floor((double) sum / (width * height) + 0.5);
        }
        return means;
    }

    @Test
    void greyPicturesHaveThreeEqualChannels() throws IOException {
        folder.flat("a/1.png", 0x505050);
        folder.flat("b/1.jpg", 0x808080);
        try (Dataset dataset = Dataset.open(root, TINY.withPictureSize(1))) {
            assertRow(dataset.train(), 0, 0x50, 0x50, 0x50);
            assertRow(dataset.train(), 1, 0x80, 0x80, 0x80);
        }
    }

    @Test
    void theUsualSizeIsCifars() throws IOException {
        folder.flat("a/1.png", 0);
        folder.flat("b/1.png", 0);
        try (Dataset dataset = Dataset.open(root)) {
            assertEquals(3072, dataset.train().features().columns());
        }
        assertThrows(IllegalArgumentException.class, () -> TINY.withPictureSize(0));
        assertThrows(IllegalArgumentException.class, () -> TINY.withPictureSize(1025));
    }

    @Test
    void otherFilesAreLeftAloneAndCounted() throws IOException {
        folder.flat("a/1.PNG", 0);
        folder.flat("b/1.png", 0);
        folder.bad("a/notes.txt");
        folder.bad("a/.hidden.png");
        folder.bad("README.md");
        folder.bad(".git/x.png");
        Files.createDirectories(root.resolve("empty"));
        try (Dataset dataset = Dataset.open(root, TINY)) {
            assertEquals(2, dataset.train().size());
            assertEquals(List.of("a", "b"), dataset.classNames());
            assertEquals(
                    List.of(
                            "2 files are left alone in the folders of the classes: hidden, or not called .png, .jpg,"
                                    + " .jpeg, .gif or .bmp.",
                            root.resolve("empty") + " has no pictures and is no class."),
                    dataset.notes());
        }
    }

    @Test
    void whatIsNoDataSetIsRefused() throws IOException {
        Seen.refused(root, "is no data set", "a folder of pictures per class");
        Files.createDirectories(root.resolve("train/a"));
        Seen.refused(root, "is no data set");
        folder.flat("train/a/1.png", 0);
        Seen.refused(root, root.resolve("train").toString(), "one class alone, a,", "put the pictures of each class");
        Files.createDirectories(root.resolve("train/b/2.png"));
        Seen.refused(root, "one class alone, a,");
        folder.flat("train/b/1.png", 0);
        folder.flat("val/c/1.png", 0);
        Seen.refused(
                root, root.resolve("val/c").toString(), root.resolve("train/c").toString());
    }

    @Test
    void badPicturesAreRefusedOrSkipped() throws IOException {
        folder.flat("train/a/1.png", 0x010101);
        folder.flat("train/b/1.png", 0x020202);
        folder.flat("train/b/2.png", 0x030303);
        folder.flat("test/b/1.png", 0x040404);
        Path first = folder.bad("train/a/0.png");
        folder.bad("test/a/0.jpg");
        String found = "2 of 6 pictures in " + root + " cannot be decoded";
        String reason = first + ", which is not a PNG, JPEG, GIF or BMP";
        for (int time = 0; time < 2; time++) {
            Seen.refused(() -> Dataset.open(root, TINY), found, reason, "--skip-bad");
            try (Dataset dataset = Dataset.open(root, TINY.withSkipBad(true))) {
                assertEquals(List.of(found + " and are skipped, the first is " + reason + "."), dataset.notes());
                assertEquals(3, dataset.train().size());
                assertRow(dataset.train(), 0, 2);
                assertRow(dataset.train(), 1, 1);
                assertRow(dataset.train(), 2, 3);
                assertRow(dataset.test(), 0, 4);
                assertEquals(0, dataset.train().label(1));
                assertEquals(1, dataset.test().label(0));
            }
        }
    }

    @Test
    void badPicturesAloneAreNoData() throws IOException {
        folder.bad("a/1.png");
        folder.bad("b/1.png");
        for (boolean skip : new boolean[] {false, true}) {
            Seen.refused(
                    () -> Dataset.open(root, TINY.withSkipBad(skip)), "2 of 2 pictures", "give a folder of pictures");
        }
    }

    @Test
    void aLinkThatLeadsNowhereIsBadUntilItLeadsSomewhere() throws IOException {
        folder.flat("a/1.png", 0);
        folder.flat("b/1.png", 0);
        Path there = root.resolve("elsewhere");
        Path link = Files.createSymbolicLink(root.resolve("b/2.png"), there);
        Seen.refused(() -> Dataset.open(root, TINY), link + ", which is gone, or is a link that leads nowhere; repair");
        Files.copy(root.resolve("a/1.png"), there);
        try (Dataset dataset = Dataset.open(root, TINY)) {
            assertEquals(3, dataset.train().size());
        }
    }

    @Test
    void aClassOfBadPicturesIsNone() throws IOException {
        folder.flat("a/1.png", 0);
        folder.bad("b/1.png");
        DatasetException refused =
                assertThrows(DatasetException.class, () -> Dataset.open(root, TINY.withSkipBad(true)));
        assertTrue(refused.getMessage().contains("one class alone"), refused.getMessage());
    }
}
