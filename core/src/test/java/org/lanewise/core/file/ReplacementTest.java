package org.lanewise.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {

    @TempDir
    Path folder;

    @Test
    void whatKilledProcessesLeftIsRemovedWhenItIsOld() throws IOException {
        for (String name : new String[] {".a.npz.1f.tmp", ".b.npz.1f.tmp", ".a.npz.1f"}) {
            Files.setLastModifiedTime(
                    Files.createFile(folder.resolve(name)),
                    FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }
        Files.createFile(folder.resolve(".a.npz.2f.tmp"));
        Replacement.write(folder.resolve("a.npz"), out -> out.write(1));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    Set.of("a.npz", ".a.npz.2f.tmp", ".b.npz.1f.tmp", ".a.npz.1f"),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }
}
