package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lanewise.datasets.internal.base.InputFile;

/** What kind of arrays a file has, by its first bytes; a name counts where these are damaged. */
final class Signature {

    private static final int NPY_MAGIC = 0x934E554D;
    private static final int ZIP_MAGIC = 0x504B0304;

    /** Of an archive of nothing. */
    private static final int EMPTY_ZIP_MAGIC = 0x504B0506;

    private Signature() {}

    static boolean isNpy(Path file) throws IOException {
        return magic(file) == NPY_MAGIC;
    }

    static boolean isArchive(Path file) throws IOException {
        int magic = magic(file);
        return magic == ZIP_MAGIC || magic == EMPTY_ZIP_MAGIC || file.toString().endsWith(".npz") && isFile(file);
    }

    /** A length that fits and the beginning of a header in JSON. */
    static boolean isSafetensors(Path file) throws IOException {
        if (!isFile(file)) {
            return false;
        }
        byte[] head = InputFile.head(file, Long.BYTES + 1);
        boolean named = file.toString().endsWith(".safetensors");
        if (head.length <= Long.BYTES || head[Long.BYTES] != '{') {
            return named;
        }
        long header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return named || header > 0 && header <= Files.size(file) - Long.BYTES;
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file);
    }

    private static int magic(Path file) throws IOException {
        byte[] head = InputFile.head(file, Integer.BYTES);
        return head.length < Integer.BYTES ? 0 : ByteBuffer.wrap(head).getInt();
    }
}
