package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.CifarFormatException;
import org.lanewise.cifar.SyntheticCifar;

class CifarDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void opensDirectoryInCifarsLayout() throws Exception {
        SyntheticCifar.write(directory, 20, 10, 1);
        try (Dataset dataset = Dataset.open(directory)) {
            assertEquals(20, dataset.train().size());
            assertEquals(10, dataset.test().size());
            assertTrue(dataset.isSynthetic());
            assertEquals(
                    "images of 32 x 32, 3 channels in planes", dataset.form().describe());
        }
    }

    @Test
    void choosesCoarseLabels() throws Exception {
        byte[] records = new byte[2 * 3074];
        records[0] = 19;
        records[1] = 99;
        Files.write(directory.resolve("test.bin"), records);
        try (Dataset dataset = Dataset.open(directory)) {
            assertEquals(99, dataset.test().label(0));
        }
        Reading coarse = Reading.defaults().withCifar(CifarFormat.CIFAR100_COARSE);
        try (Dataset dataset = Dataset.open(directory, coarse)) {
            assertEquals(19, dataset.test().label(0));
            assertEquals(20, dataset.classNames().size());
        }
    }

    @Test
    void saysWhatTheLoaderSays() throws Exception {
        Files.write(directory.resolve("test.bin"), new byte[100]);
        assertThrows(CifarFormatException.class, () -> Dataset.open(directory));
    }
}
