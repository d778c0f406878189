package org.lanewise.datasets.pictures;

import java.io.IOException;
import java.util.Arrays;

/** The colours of a BMP whose rows are runs (RLE8, RLE4); what they leap over has colour 0. */
final class BmpRuns {

    private static final int END_OF_ROW = 0;
    private static final int END = 1;
    private static final int LEAP = 2;

    private final FileBytes bytes;

    /** Colours are four bits. */
    private final boolean halves;

    private final byte[] row;
    private int x;

    /** Rows to come that are all of colour 0, after the one that is read. */
    private int empty;

    private boolean ended;

    BmpRuns(FileBytes bytes, int width, boolean halves) {
        this.bytes = bytes;
        this.halves = halves;
        this.row = new byte[width];
    }

    /** {@return the colours of the next row, until the next call} */
    byte[] next() throws IOException {
        Arrays.fill(row, (byte) 0);
        if (empty > 0) {
            empty--;
            if (empty > 0) {
                return row;
            }
        } else if (!ended) {
            // A leap down keeps the column, an end of a row does not.
            x = 0;
        }
        while (!ended && !command()) {}
        return row;
    }

    /** {@return whether it ends the row} */
    private boolean command() throws IOException {
        int count = bytes.u8();
        int value = bytes.u8();
        if (count > 0) {
            for (int i = 0; i < count; i++) {
                put(halves ? half(value, i) : value);
            }
            return false;
        }
        switch (value) {
            case END_OF_ROW -> {
                return true;
            }
            case END -> {
                ended = true;
                return true;
            }
            case LEAP -> {
                x += bytes.u8();
                empty = bytes.u8();
                return empty > 0;
            }
            default -> {
                literal(value);
                return false;
            }
        }
    }

    /** Colours as they are, on an even number of bytes. */
    private void literal(int count) throws IOException {
        int length = halves ? Math.ceilDiv(count, 2) : count;
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (!halves || i % 2 == 0) {
                value = bytes.u8();
            }
            put(halves ? half(value, i) : value);
        }
        bytes.skip(length % 2);
    }

    private static int half(int value, int i) {
        return i % 2 == 0 ? value >> 4 : value & 0xF;
    }

    /** Some programs fill rows up to whole words. */
    private void put(int colour) {
        if (x < row.length) {
            row[x] = (byte) colour;
        }
        x++;
    }
}
