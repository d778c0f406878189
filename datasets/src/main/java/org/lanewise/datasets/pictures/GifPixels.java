package org.lanewise.datasets.pictures;

import java.io.IOException;

/** The pixels of a GIF's frame: LZW codes of up to 12 bits, in blocks of up to 255 bytes. */
final class GifPixels {

    private static final int MOST_BITS = 12;
    private static final int MOST_CODES = 1 << MOST_BITS;

    private final FileBytes bytes;
    private final int rootBits;
    private final int clear;

    /** A code is the string of another code and one pixel more. */
    private final short[] before = new short[MOST_CODES];

    private final byte[] last = new byte[MOST_CODES];

    /** The string of the last code, from its end; what is left of it is still to be handed out. */
    private final byte[] string = new byte[MOST_CODES];

    private int left;
    private int codes;
    private int codeBits;
    private int previous;
    private int blockLeft;
    private int bits;
    private int bitCount;

    GifPixels(FileBytes bytes) throws IOException {
        this.bytes = bytes;
        rootBits = bytes.u8();
        if (rootBits < 1 || rootBits > Byte.SIZE) {
            throw new DamagedPicture("its codes begin with " + rootBits + " bits");
        }
        clear = 1 << rootBits;
        for (int i = 0; i < clear; i++) {
            last[i] = (byte) i;
        }
        clear();
    }

    private void clear() {
        codes = clear + 2;
        codeBits = rootBits + 1;
        previous = -1;
    }

    int next() throws IOException {
        while (left == 0) {
            take(code());
        }
        return string[--left] & 0xFF;
    }

    private void take(int code) throws DamagedPicture {
        if (code == clear) {
            clear();
            return;
        }
        if (code == clear + 1) {
            throw new DamagedPicture("its pixels end too early");
        }
        boolean isNew = code == codes && previous >= 0;
        if (code >= codes && !isNew) {
            throw new DamagedPicture("a code comes before it was made");
        }
        // A code that is about to be made is the string before and its own first pixel.
        int at = isNew ? 1 : 0;
        for (int from = isNew ? previous : code; ; from = before[from]) {
            string[at++] = last[from];
            if (from < clear) {
                break;
            }
        }
        byte first = string[at - 1];
        if (isNew) {
            string[0] = first;
        }
        left = at;
        if (previous >= 0 && codes < MOST_CODES) {
            before[codes] = (short) previous;
            last[codes++] = first;
            if (codes == 1 << codeBits && codeBits < MOST_BITS) {
                codeBits++;
            }
        }
        previous = code;
    }

    private int code() throws IOException {
        while (bitCount < codeBits) {
            if (blockLeft == 0) {
                blockLeft = bytes.u8();
                if (blockLeft == 0) {
                    throw new DamagedPicture("its pixels end too early");
                }
            }
            bits |= bytes.u8() << bitCount;
            bitCount += Byte.SIZE;
            blockLeft--;
        }
        int code = bits & (1 << codeBits) - 1;
        bits >>>= codeBits;
        bitCount -= codeBits;
        return code;
    }
}
