package org.lanewise.datasets.internal.arrays;

import java.nio.ByteBuffer;

/** What the elements of an array are. Their byte order is that of the buffer that they are taken from. */
enum ElementType {
    BOOL("bool", 1, (in, at) -> in.get(at) == 0 ? 0 : 1, null),
    U1("uint8", 1, (in, at) -> in.get(at) & 0xFF, null),
    U2("uint16", 2, (in, at) -> Short.toUnsignedInt(in.getShort(at)), null),
    U4("uint32", 4, (in, at) -> Integer.toUnsignedLong(in.getInt(at)), null),
    /** Numbers from 2 to the power of 63 on are negative here. */
    U8("uint64", 8, ByteBuffer::getLong, null),
    I1("int8", 1, ByteBuffer::get, null),
    I2("int16", 2, ByteBuffer::getShort, null),
    I4("int32", 4, ByteBuffer::getInt, null),
    I8("int64", 8, ByteBuffer::getLong, null),
    F2("float16", 2, null, (in, at) -> Float.float16ToFloat(in.getShort(at))),
    BF2("bfloat16", 2, null, (in, at) -> Float.intBitsToFloat(in.getShort(at) << 16)),
    F4("float32", 4, null, ByteBuffer::getFloat),
    F8("float64", 8, null, ByteBuffer::getDouble),
    /** Characters of UTF-32, filled up with zeros. */
    UNICODE("texts", 4),
    /** Characters of a byte, filled up with zeros. */
    ASCII("texts", 1);

    private final String title;
    private final int bytes;
    private final Whole whole;
    private final Real real;

    /** Takes a whole number out of a buffer. */
    @FunctionalInterface
    interface Whole {
        long at(ByteBuffer in, int at);
    }

    /** Takes a number that need not be whole out of a buffer. */
    @FunctionalInterface
    interface Real {
        double at(ByteBuffer in, int at);
    }

    ElementType(String title, int bytes) {
        this(title, bytes, null, null);
    }

    ElementType(String title, int bytes, Whole whole, Real real) {
        this.title = title;
        this.bytes = bytes;
        this.whole = whole;
        this.real = real;
    }

    /** {@return what numpy calls it} */
    String title() {
        return title;
    }

    /** {@return bytes of a number, or of a character} */
    int bytes() {
        return bytes;
    }

    boolean isText() {
        return whole == null && real == null;
    }

    /** Whether kernels read it as it is: numbers from 0 to 255. */
    boolean isByte() {
        return this == U1 || this == BOOL;
    }

    /** {@return takes a whole number, or null if these need not be whole} */
    Whole whole() {
        return whole;
    }

    /** {@return takes a number, or null if these are whole or texts} */
    Real real() {
        return real;
    }
}
