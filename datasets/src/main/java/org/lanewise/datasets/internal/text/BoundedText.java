package org.lanewise.datasets.internal.text;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lanewise.datasets.DatasetException;

/** Text of records of a bounded length, for a quote that is never closed makes one record of the whole file. */
final class BoundedText extends FilterReader {

    /** Characters of a record, and what is read ahead. */
    private static final long LONGEST = 1 << 26;

    private final Path file;
    private long left = LONGEST;

    /** Text whose characters a decoder checks. */
    BoundedText(Path file, CharsetDecoder decoder) throws IOException {
        super(new InputStreamReader(Files.newInputStream(file), decoder));
        this.file = file;
    }

    /** The next record may be as long as any other. */
    void beginRecord() {
        left = LONGEST;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
        int count = super.read(buffer, from, length);
        left -= Math.max(0, count);
        if (left < 0) {
            throw new DatasetException(file + " has a record of more than " + LONGEST
                    + " characters; perhaps a quote is not closed, so look for it.");
        }
        return count;
    }
}
