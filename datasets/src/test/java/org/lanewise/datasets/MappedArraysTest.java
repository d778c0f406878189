package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.testing.Allocation;
import org.lanewise.testing.ChildVm;

class MappedArraysTest {

    private static final int ROWS = 100_000;
    private static final int COLUMNS = 768;

    @TempDir
    Path directory;

    /** Floats of 300 MB, which take no room on the disk: all are zero. */
    private ArrayFiles large() throws IOException {
        byte[] header = Written.npy("<f4", "(" + ROWS + ", " + COLUMNS + ")", new byte[0]);
        Path features = Written.file(directory, "x.npy", header);
        try (RandomAccessFile file = new RandomAccessFile(features.toFile(), "rw")) {
            file.setLength(header.length + 4L * ROWS * COLUMNS);
        }
        byte[] classes = new byte[ROWS];
        classes[ROWS - 1] = 1;
        return ArrayFiles.of(
                features, Written.file(directory, "y.npy", Written.npy("|u1", "(" + ROWS + ",)", classes)));
    }

    @Test
    void openingAllocatesNothingInProportionToTheFeatures() throws Exception {
        ArrayFiles files = large();
        openAndClose(files);
        long bytes = Allocation.bytes(() -> openAndClose(files));
        System.out.println("Opening " + ROWS + " x " + COLUMNS + " floats allocated " + bytes + " bytes on the heap.");
        assertTrue(bytes < 40L * ROWS, "allocated " + bytes);
    }

    private static void openAndClose(ArrayFiles files) throws IOException {
        try (Dataset dataset = Dataset.open(files, Reading.defaults())) {
            assertTrue(Seen.isMapped(dataset.train()));
            assertTrue(dataset.train().features().segment(0).isReadOnly());
            assertEquals(0, dataset.train().features().offset(0) % 64);
        }
    }

    @Test
    @Tag("child-vm")
    void smallVmReadsLargeArrays() throws Exception {
        ArrayFiles files = large();
        ChildVm child = ChildVm.onClassPath(
                OpeningProgram.class,
                Map.of(),
                List.of(ChildVm.VECTOR, "-Xmx32m", "-XX:MaxDirectMemorySize=8m"),
                files.features().toString(),
                files.labels().toString());
        assertEquals(ROWS + " x " + COLUMNS, child.get("shape"));
        assertEquals("1", child.get("last"));
    }

    /** Archives beyond 4 GiB have lengths and places in fields of 64 bits; a small one may have, too. */
    @Test
    void mapsWhereArchivesHaveWideOffsets() throws Exception {
        Path file = directory.resolve("wide.npz");
        Files.write(file, WideArchive.of("x", Written.floats("(2, 1)", 1, 2), "y", Written.integers(0, 1)));
        try (Dataset dataset = Dataset.open(file)) {
            assertEquals("[1.0][2.0]", Seen.rows(dataset.train()));
            assertTrue(Seen.isMapped(dataset.train()));
        }
    }
}
