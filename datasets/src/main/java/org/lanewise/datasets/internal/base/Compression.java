package org.lanewise.datasets.internal.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Files that were compressed as a whole, as they are often kept for downloading. */
public final class Compression {

    private Compression() {}

    /** {@return what unpacks a file, or null if it is not compressed in a usual way} */
    public static String toolFor(Path file) throws IOException {
        String head = new String(InputFile.head(file, 6), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u001F\u008B")) {
            return "gunzip";
        }
        if (head.startsWith("BZh")) {
            return "bunzip2";
        }
        return head.startsWith("\u00FD7zXZ") ? "unxz" : null;
    }
}
