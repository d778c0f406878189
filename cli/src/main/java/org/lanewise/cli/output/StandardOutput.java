package org.lanewise.cli.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output, which remembers what could not be written: the writers above it go on without a word. */
public final class StandardOutput extends FilterOutputStream {

    private IOException failure;

    /**
     * Standard output.
     *
     * @param out where it goes; a {@link java.io.PrintStream} would keep its failures to itself
     */
    public StandardOutput(OutputStream out) {
        super(out);
    }

    /** {@return why something could not be written first, or null if all was} */
    public IOException failure() {
        return failure;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw first(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw first(e);
        }
    }

    private IOException first(IOException e) {
        failure = failure == null ? e : failure;
        return e;
    }
}
