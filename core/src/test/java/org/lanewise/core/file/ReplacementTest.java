package org.lanewise.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {

    @TempDir
    Path folder;

    @Test
    void aFailureNamesTheFileAndLeavesItAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("a.npz"), "before");
        IOException full = assertThrows(
                FileSystemException.class,
                () -> Replacement.write(file, out -> {
                    throw new IOException("No space left on device");
                }));
        assertEquals(file + ": it cannot be written (No space left on device)", full.getMessage());
        Path directory = Files.createDirectory(folder.resolve("b.npz"));
        IOException taken =
                assertThrows(FileAlreadyExistsException.class, () -> Replacement.write(directory, out -> out.write(1)));
        assertEquals(directory + ": there is a directory of this name already", taken.getMessage());
        assertEquals("before", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(Set.of(file, directory), files.collect(Collectors.toSet()));
        }
    }

    @Test
    void anInterruptIsNamedAndKept() throws IOException {
        Path file = Files.writeString(folder.resolve("a.npz"), "before");
        Thread.currentThread().interrupt();
        IOException interrupted =
                assertThrows(FileSystemException.class, () -> Replacement.write(file, out -> out.write(1)));
        assertTrue(Thread.interrupted());
        assertEquals(file + ": it cannot be written (this thread was interrupted)", interrupted.getMessage());
        assertEquals("before", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

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
