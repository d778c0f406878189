package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.LostDataException;
import org.lanewise.datasets.internal.base.InputFile;
import org.lanewise.datasets.internal.base.MappedBytes;

/** Somebody cuts a file short while it is mapped. */
class LostFilesTest {

    private static final int ROWS = 10_000;

    @TempDir
    Path directory;

    private ArrayFiles files() throws Exception {
        Path features = Written.file(directory, "x.npy", Written.npy("<f4", "(" + ROWS + ", 10)", new byte[40 * ROWS]));
        byte[] classes = new byte[ROWS];
        classes[0] = 1;
        Path labels = Written.file(directory, "y.npy", Written.npy("|u1", "(" + ROWS + ",)", classes));
        return ArrayFiles.of(features, labels);
    }

    private static void cut(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(200);
        }
    }

    @Test
    void featuresNameTheFile() throws Exception {
        ArrayFiles files = files();
        try (Dataset dataset = Dataset.open(files, Reading.defaults())) {
            cut(files.features());
            LostDataException lost = assertThrows(
                    LostDataException.class, () -> dataset.train().features().get(ROWS - 1, 0));
            assertTrue(lost.getMessage().contains(files.features() + " was cut short"), lost.getMessage());
        }
    }

    @Test
    void copiesNameTheFile() throws Exception {
        ArrayFiles files = files();
        try (Arena arena = Arena.ofShared()) {
            MappedBytes bytes = InputFile.map(files.features(), arena);
            cut(files.features());
            byte[] copy = new byte[1000];
            LostDataException lost = assertThrows(
                    LostDataException.class,
                    () -> bytes.copy(segment ->
                            MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, 40 * ROWS - 1000, copy, 0, 1000)));
            assertTrue(lost.getMessage().contains(files.features() + " was cut short"), lost.getMessage());
        }
    }

    @Test
    void systemsReasonsBecomeSentences() {
        Path file = Path.of("x.npy");
        assertTrue(InputFile.explain(file, new AccessDeniedException("x.npy"))
                .getMessage()
                .contains("chmod +r"));
        assertTrue(InputFile.explain(file, new NoSuchFileException("x.npy"))
                .getMessage()
                .contains("x.npy does not exist"));
        assertTrue(InputFile.explain(file, new ClosedByInterruptException())
                .getMessage()
                .contains("was interrupted"));
        assertTrue(
                InputFile.explain(file, new IOException("a fault")).getMessage().contains("cannot be read (a fault)"));
    }

    @Test
    void labelsAreKept() throws Exception {
        ArrayFiles files = files();
        try (Dataset dataset = Dataset.open(files, Reading.defaults())) {
            cut(files.labels());
            assertTrue(dataset.train().label(0) == 1 && dataset.train().label(ROWS - 1) == 0);
        }
    }
}
