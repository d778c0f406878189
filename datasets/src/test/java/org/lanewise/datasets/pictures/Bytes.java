package org.lanewise.datasets.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes of a file that a test writes. */
final class Bytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;

    Bytes(ByteOrder order) {
        this.order = order;
    }

    static Bytes big() {
        return new Bytes(ByteOrder.BIG_ENDIAN);
    }

    static Bytes little() {
        return new Bytes(ByteOrder.LITTLE_ENDIAN);
    }

    Bytes u8(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    Bytes u16(int... values) {
        for (int value : values) {
            out.writeBytes(
                    ByteBuffer.allocate(2).order(order).putShort((short) value).array());
        }
        return this;
    }

    Bytes u32(long... values) {
        for (long value : values) {
            out.writeBytes(
                    ByteBuffer.allocate(4).order(order).putInt((int) value).array());
        }
        return this;
    }

    Bytes hex(String hex) {
        return all(HexFormat.of().parseHex(hex));
    }

    Bytes text(String text) {
        return all(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Bytes all(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] array() {
        return out.toByteArray();
    }
}
