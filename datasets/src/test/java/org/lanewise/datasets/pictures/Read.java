package org.lanewise.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lanewise.datasets.DatasetException;

/** Bytes read as a picture. */
final class Read {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Read() {}

    /** Bytes of the heap that this thread has taken so far. */
    static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    static int[] pixels(byte[] file) throws IOException {
        return pixels(file, 32);
    }

    static int[] pixels(byte[] file, int side) throws IOException {
        Path path = Files.createTempFile("lanewise-picture", "");
        try {
            return PictureFile.read(Files.write(path, file), side);
        } finally {
            Files.delete(path);
        }
    }

    /** The one pixel that a picture is scaled to. */
    static String mean(byte[] file) throws IOException {
        return String.format("%06x", pixels(file, 1)[0]);
    }

    /** It is refused in one sentence that begins with the file's name, has some words in it, and says what to do. */
    static void assertRefused(byte[] file, String words) {
        DatasetException refused = assertThrows(DatasetException.class, () -> pixels(file));
        String message = refused.getMessage();
        assertTrue(message.contains("lanewise-picture"), message);
        assertTrue(message.contains(words), message);
        assertTrue(message.matches("(?s).*; (give|save|convert) .*\\."), message);
        assertEquals(1, message.lines().count(), message);
    }
}
