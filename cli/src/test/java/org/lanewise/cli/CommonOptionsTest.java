package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.cifar.DataDirectory;
import picocli.CommandLine;

class CommonOptionsTest {

    private static final String ROOT = "lanewise.root";
    private static final Path USUAL = Path.of("data", "cifar-10-batches-bin");

    private final String before = System.getProperty(ROOT);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(ROOT);
        } else {
            System.setProperty(ROOT, before);
        }
    }

    private static Path target(Path root) {
        assumeTrue(System.getenv(DataDirectory.VARIABLE) == null);
        System.setProperty(ROOT, root.toString());
        return CommandLine.populateCommand(new CommonOptions()).dataTarget();
    }

    @Test
    void theUsualPlaceIsNamedFromWhereTheUserIs() {
        assertEquals(USUAL, target(Path.of("").toAbsolutePath()));
    }

    @Test
    void orFromTheRootOfTheFileSystem() {
        Path root = Path.of("target").toAbsolutePath();
        assertEquals(root.resolve(USUAL), target(root));
    }
}
