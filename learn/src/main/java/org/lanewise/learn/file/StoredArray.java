package org.lanewise.learn.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * An array in an {@code .npy} file or an {@code .npz} archive whose header was read and whose elements were not: for whoever
 * maps elements where they lie, or decides by the header where they go.
 *
 * <p>It was found that the data have just the bytes that the header says. Immutable and safe to share between threads, but
 * {@link #unpack} needs the archive to be open.
 */
public final class StoredArray {

    private final Path file;
    private final String what;
    private final NpyHeader header;
    private final long offset;
    private final Unpacking unpacking;

    /** Gives the bytes of a whole array, header and data, to a taker. */
    @FunctionalInterface
    interface Unpacking {
        void giveTo(Taker taker) throws IOException;
    }

    /** Takes the data of an array. */
    @FunctionalInterface
    public interface Taker {

        /**
         * Takes the data, all of them.
         *
         * @param data has {@link NpyHeader#dataBytes} bytes; not to be kept
         * @throws IOException if they are not what they should be, or cannot be read
         */
        void take(InputStream data) throws IOException;
    }

    private StoredArray(Path file, String what, NpyHeader header, long offset, Unpacking unpacking) {
        this.file = file;
        this.what = what;
        this.header = header;
        this.offset = offset;
        this.unpacking = unpacking;
    }

    /** An array whose bytes are in the file as they are. */
    static StoredArray lying(Path file, String what, NpyHeader header, long offset) {
        return new StoredArray(file, what, header, offset, null);
    }

    /** An array that is compressed. */
    static StoredArray packed(Path file, String what, NpyHeader header, Unpacking unpacking) {
        return new StoredArray(file, what, header, -1, unpacking);
    }

    /** {@return the file that it is in} */
    public Path file() {
        return file;
    }

    /** {@return its name in messages: a file, or an entry of a file} */
    public String what() {
        return what;
    }

    /** {@return what its header says} */
    public NpyHeader header() {
        return header;
    }

    /** {@return whether it is compressed, so that its elements can only be read one after another} */
    public boolean isPacked() {
        return unpacking != null;
    }

    /**
     * Where the data begin in the file. They have {@link NpyHeader#dataBytes} bytes.
     *
     * @return the offset in bytes; of a file of its own a multiple of 64 if numpy wrote it, else any
     * @throws IllegalStateException if it is compressed
     */
    public long offset() {
        if (isPacked()) {
            throw new IllegalStateException(what + " is compressed, so its elements lie nowhere; unpack it.");
        }
        return offset;
    }

    /**
     * Reads the data of a compressed array, and compares the checksum afterwards.
     *
     * @param taker gets the data
     * @throws ArrayFileException if the archive is damaged, or would take more memory than {@link Npz} allows
     * @throws IllegalStateException if it is not compressed, or the archive was closed
     * @throws IOException if it cannot be read, or the taker throws it
     */
    public void unpack(Taker taker) throws IOException {
        if (!isPacked()) {
            throw new IllegalStateException(what + " is not compressed; read it where it lies, from offset() on.");
        }
        unpacking.giveTo(taker);
    }
}
