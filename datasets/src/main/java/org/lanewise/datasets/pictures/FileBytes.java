package org.lanewise.datasets.pictures;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Numbers from a file, one after the other through a buffer; the end is an {@link EOFException}. */
final class FileBytes implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();

    /** Where in the file the buffer ends. */
    private long bufferEnd;

    private FileBytes(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    static FileBytes open(Path file) throws IOException {
        return new FileBytes(FileChannel.open(file, StandardOpenOption.READ));
    }

    long size() {
        return size;
    }

    long position() {
        return bufferEnd - buffer.remaining();
    }

    void seek(long position) {
        long back = bufferEnd - position;
        if (back >= 0 && back <= buffer.limit()) {
            buffer.position((int) (buffer.limit() - back));
        } else {
            buffer.limit(0);
            bufferEnd = position;
        }
    }

    void skip(long bytes) {
        seek(position() + bytes);
    }

    /** How numbers of several bytes are read from now on. */
    void order(ByteOrder order) {
        buffer.order(order);
    }

    int u8() throws IOException {
        require(1);
        return buffer.get() & 0xFF;
    }

    int u16() throws IOException {
        require(Short.BYTES);
        return Short.toUnsignedInt(buffer.getShort());
    }

    int s32() throws IOException {
        require(Integer.BYTES);
        return buffer.getInt();
    }

    long u32() throws IOException {
        return Integer.toUnsignedLong(s32());
    }

    /** The next bytes; no memory is allocated for more than the file has. */
    byte[] bytes(long count) throws IOException {
        if (count > size - position()) {
            throw new EOFException();
        }
        byte[] bytes = new byte[Math.toIntExact(count)];
        fill(bytes, 0, bytes.length);
        return bytes;
    }

    void fill(byte[] to, int at, int count) throws IOException {
        for (int done = 0; done < count; ) {
            require(1);
            int part = Math.min(count - done, buffer.remaining());
            buffer.get(to, at + done, part);
            done += part;
        }
    }

    /** Reads from a place of the file, past the buffer; -1 at the end. */
    int readAt(long position, ByteBuffer to) throws IOException {
        return file.read(to, position);
    }

    private void require(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        buffer.compact();
        while (buffer.position() < bytes) {
            int read = file.read(buffer, bufferEnd);
            if (read < 0) {
                buffer.flip();
                throw new EOFException();
            }
            bufferEnd += read;
        }
        buffer.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
