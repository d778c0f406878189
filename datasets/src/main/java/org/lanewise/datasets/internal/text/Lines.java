package org.lanewise.datasets.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.InputFile;

/** Lines of a file, of a bounded length, so that a file without line ends takes no memory in proportion. */
final class Lines implements AutoCloseable {

    /** Bytes of a line: some million features. */
    private static final int LONGEST = 1 << 26;

    private final Path file;
    private final InputStream in;
    private final byte[] block = new byte[1 << 16];
    private int at;
    private int limit;
    private byte[] line = new byte[1 << 12];
    private long number;

    Lines(Path file) throws IOException {
        InputFile.require(file);
        this.file = file;
        this.in = Files.newInputStream(file);
    }

    /** {@return the next line without its end, or null at the end; bytes beyond ASCII are one character each} */
    String next() throws IOException {
        if (!hasBytes()) {
            return null;
        }
        number++;
        int length = 0;
        boolean ended = false;
        while (!ended && hasBytes()) {
            int end = at;
            while (end < limit && block[end] != '\n') {
                end++;
            }
            length = append(length, end);
            ended = end < limit;
            at = ended ? end + 1 : end;
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
    }

    /** Whether there is a byte that was not taken yet; reads the next block if need be. */
    private boolean hasBytes() throws IOException {
        if (at == limit) {
            at = 0;
            limit = Math.max(0, in.read(block));
        }
        return limit > 0;
    }

    /** Adds what is in the block up to an end to the line. */
    private int append(int length, int end) throws DatasetException {
        int next = length + end - at;
        if (next > LONGEST) {
            throw new DatasetException(file + ", line " + number + " has more than " + LONGEST
                    + " bytes; lines of a label and index:value were expected.");
        }
        if (next > line.length) {
            line = Arrays.copyOf(line, Math.max(next, 2 * line.length));
        }
        System.arraycopy(block, at, line, length, end - at);
        return next;
    }

    /** {@return the number of the last line; the first is 1} */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
