package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path root;

    @Test
    void theOptionComesBeforeTheVariableBeforeTheUsualPlaceBeforeTheSyntheticSet() throws IOException {
        assertTrue(DataDirectory.find(null, null, root).isSynthetic());
        Path usual = Files.createDirectories(root.resolve("data/cifar-10-batches-bin"));
        assertEquals(usual, DataDirectory.find(null, " ", root).path());
        assertEquals(
                Path.of("/variable"),
                DataDirectory.find(null, "/variable", root).path());
        DataDirectory option = DataDirectory.find(Path.of("/option"), "/variable", root);
        assertEquals(Path.of("/option"), option.path());
        assertFalse(option.isSynthetic());
    }

    /** As one with letters that the locale does not have. */
    @Test
    void aVariableThatIsNoPathIsSaid() {
        String message = assertThrows(InvalidPathException.class, () -> DataDirectory.find(null, "a\0b", root))
                .getMessage();
        assertTrue(message.startsWith("LANEWISE_DATA cannot be a path (Nul character not allowed); set it"), message);
    }

    @Test
    void opensTheSyntheticSetThatIsThere() throws IOException {
        SyntheticCifar.write(root.resolve("data/synthetic"), 20, 10, 1);
        try (CifarDataset cifar = DataDirectory.find(null, null, root).open()) {
            assertEquals(20, cifar.train().size());
        }
    }

    @Test
    void opensWhatIsNamedAndWritesNothingThere() {
        Path nowhere = root.resolve("nowhere");
        assertThrows(
                NoSuchFileException.class,
                () -> DataDirectory.find(nowhere, null, root).open());
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void opensCifar100WhereThatIsAloneAndCifar10Else() throws IOException {
        TinyFiles.cifar100(root.resolve("train.bin"), new int[] {3, 70}, new int[] {4, 71});
        DataDirectory data = DataDirectory.find(root, null, root);
        assertTrue(data.holds(CifarFormat.CIFAR100_COARSE) && !data.holds(CifarFormat.CIFAR10));
        try (CifarDataset hundred = data.open();
                CifarDataset coarse = data.open(CifarFormat.CIFAR100_COARSE)) {
            assertEquals(CifarFormat.CIFAR100_FINE, hundred.format());
            assertEquals(70, hundred.train().label(0));
            assertEquals(3, coarse.train().label(0));
        }
        TinyFiles.cifar10(root.resolve("test_batch.bin"), 1);
        try (CifarDataset ten = data.open();
                CifarDataset fine = data.open(CifarFormat.CIFAR100_FINE)) {
            assertEquals(CifarFormat.CIFAR10, ten.format());
            assertEquals(CifarFormat.CIFAR100_FINE, fine.format());
        }
    }
}
