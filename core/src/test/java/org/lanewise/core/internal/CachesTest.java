package org.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("any-kernels")
class CachesTest {

    private static final int OTHERWISE = 7;

    @TempDir
    Path caches;

    private void cache(int index, String level, String type, String size) throws IOException {
        Path cache = Files.createDirectory(caches.resolve("index" + index));
        Files.writeString(cache.resolve("level"), level + "\n");
        Files.writeString(cache.resolve("type"), type + "\n");
        Files.writeString(cache.resolve("size"), size + "\n");
    }

    @Test
    void findsTheCachesThatHoldData() throws IOException {
        cache(0, "1", "Instruction", "64K");
        cache(1, "1", "Data", "48K");
        cache(2, "2", "Unified", "2048K");
        assertEquals(48 << 10, Caches.size(caches, 1, OTHERWISE));
        assertEquals(2 << 20, Caches.size(caches, 2, OTHERWISE));
        assertEquals(OTHERWISE, Caches.size(caches, 3, OTHERWISE));
    }

    @Test
    void takesTheReferenceWhereNothingIsSaid() {
        assertEquals(OTHERWISE, Caches.size(caches, 1, OTHERWISE));
        assertEquals(OTHERWISE, Caches.size(caches.resolve("no such folder"), 1, OTHERWISE));
    }

    @Test
    void takesTheReferenceWhereWhatIsSaidIsNoSize() throws IOException {
        cache(0, "1", "Data", "0K");
        cache(1, "2", "Unified", "2M?");
        cache(2, "3", "Unified", "99999999999K");
        Files.createDirectory(caches.resolve("index3"));
        assertEquals(OTHERWISE, Caches.size(caches, 1, OTHERWISE));
        assertEquals(OTHERWISE, Caches.size(caches, 2, OTHERWISE));
        assertEquals(OTHERWISE, Caches.size(caches, 3, OTHERWISE));
        assertEquals(OTHERWISE, Caches.size(caches, 4, OTHERWISE));
    }

    @Test
    void elsewhereTheyAreThoseOfTheKind() {
        assertEquals(64 << 10, Caches.usual("Mac OS X", false));
        assertEquals(32 << 10, Caches.usual("Mac OS X", true));
        assertEquals(32 << 10, Caches.usual("Windows 11", true));
        assertEquals(32 << 10, Caches.usual("Linux", false));
    }

    @Test
    void thisMachineHasCaches() {
        assertTrue(Caches.L1 >= 8 << 10);
        assertTrue(Caches.size(Caches.OF_FIRST_CORE, 2, Caches.L1) >= Caches.L1);
    }
}
