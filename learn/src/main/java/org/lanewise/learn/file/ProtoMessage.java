package org.lanewise.learn.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the encoding of protocol buffers, field by field. Its length is known before a byte is written, because a
 * message within another begins with it; so the elements of arrays are written from where they lie, and not copied.
 */
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    /** Seven bits to each byte; the eighth says that more follow. */
    private static final int BITS = 7;

    private static final int MORE = 1 << BITS;

    /** Writes a part of the message. */
    @FunctionalInterface
    private interface Part {
        void writeTo(OutputStream out) throws IOException;
    }

    private final List<Part> parts = new ArrayList<>();
    private long bytes;

    ProtoMessage number(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    ProtoMessage text(int field, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        begin(field, encoded.length);
        return add(encoded.length, out -> out.write(encoded));
    }

    ProtoMessage message(int field, ProtoMessage message) {
        begin(field, message.bytes);
        return add(message.bytes, message::writeTo);
    }

    /** The elements of an array, without its header. */
    ProtoMessage elements(int field, NpyContent array) {
        begin(field, array.dataBytes());
        return add(array.dataBytes(), array::writeDataTo);
    }

    /** The length of all that was added until now. */
    long bytes() {
        return bytes;
    }

    void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            part.writeTo(out);
        }
    }

    private void begin(int field, long length) {
        varint((long) field << 3 | LENGTH_DELIMITED);
        varint(length);
    }

    private void varint(long value) {
        byte[] encoded = new byte[(Long.SIZE + BITS - 1) / BITS];
        int length = 0;
        long left = value;
        while ((left & -MORE) != 0) {
            encoded[length++] = (byte) (left | MORE);
            left >>>= BITS;
        }
        encoded[length++] = (byte) left;
        int whole = length;
        add(whole, out -> out.write(encoded, 0, whole));
    }

    private ProtoMessage add(long length, Part part) {
        parts.add(part);
        bytes += length;
        return this;
    }
}
