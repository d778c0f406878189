package org.lanewise.learn.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers in the byte order of files, a block at a time. */
final class LittleEndian {

    private final OutputStream out;
    private final ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    LittleEndian(OutputStream out) {
        this.out = out;
    }

    void put(float value) throws IOException {
        room(Float.BYTES).putFloat(value);
    }

    void put(int value) throws IOException {
        room(Integer.BYTES).putInt(value);
    }

    void put(long value) throws IOException {
        room(Long.BYTES).putLong(value);
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (block.remaining() < bytes) {
            flush();
        }
        return block;
    }

    /** Writes what is left. */
    void flush() throws IOException {
        out.write(block.array(), 0, block.position());
        block.clear();
    }
}
