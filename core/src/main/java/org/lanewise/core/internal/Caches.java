package org.lanewise.core.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size of a core's cache, as Linux tells it; elsewhere, and where it does not, that of the reference machine. */
public final class Caches {

    static final Path OF_FIRST_CORE = Path.of("/sys/devices/system/cpu/cpu0/cache");

    /** Bytes of the first level's cache for data; 32 KiB where unknown. */
    public static final int L1 = size(OF_FIRST_CORE, 1, 32 << 10);

    private Caches() {}

    /** The size of the cache of a level that holds data: in {@code index0}, {@code index1}, ... {@code level, type, size}. */
    static int size(Path caches, int level, int otherwise) {
        for (int index = 0; Files.isDirectory(caches.resolve("index" + index)); index++) {
            Path cache = caches.resolve("index" + index);
            try {
                if (read(cache, "level").equals(Integer.toString(level))
                        && !read(cache, "type").equals("Instruction")) {
                    return kibibytes(read(cache, "size"), otherwise);
                }
            } catch (IOException unreadable) {
                return otherwise;
            }
        }
        return otherwise;
    }

    private static String read(Path cache, String file) throws IOException {
        return Files.readString(cache.resolve(file)).strip();
    }

    private static int kibibytes(String size, int otherwise) {
        return size.matches("[1-9]\\d{0,5}K") ? Integer.parseInt(size, 0, size.length() - 1, 10) << 10 : otherwise;
    }
}
