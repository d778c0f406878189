package org.lanewise.bench.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {

    @TempDir
    Path root;

    @Test
    void theOptionComesBeforeTheVariableBeforeTheUsualPlaceBeforeTheSyntheticSet() throws IOException {
        assertTrue(DataSource.find(null, null, root).isSynthetic());
        Path usual = Files.createDirectories(root.resolve("data/cifar-10-batches-bin"));
        assertEquals(usual, DataSource.find(null, " ", root).directory());
        assertEquals(
                Path.of("/variable"), DataSource.find(null, "/variable", root).directory());
        DataSource option = DataSource.find(Path.of("/option"), "/variable", root);
        assertEquals(Path.of("/option"), option.directory());
        assertFalse(option.isSynthetic());
    }
}
