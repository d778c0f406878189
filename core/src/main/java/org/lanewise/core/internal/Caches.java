package org.lanewise.core.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size of a core's cache, as Linux tells it; elsewhere, and where it does not, what processors of the kind have at least. */
public final class Caches {

    static final Path OF_FIRST_CORE = Path.of("/sys/devices/system/cpu/cpu0/cache");

    /** Bytes of the first level's cache for data. */
    public static final int L1 = size(OF_FIRST_CORE, 1, usual(System.getProperty("os.name", ""), Machine.X86));

    private Caches() {}

    /** Of the first level: Apple's own cores have 64 KiB and more, all others of the last ten years 32 and more. */
    static int usual(String system, boolean x86) {
        return (system.startsWith("Mac") && !x86 ? 64 : 32) << 10;
    }

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
