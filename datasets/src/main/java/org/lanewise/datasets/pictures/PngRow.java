package org.lanewise.datasets.pictures;

import java.io.IOException;

/** The rows of a PNG, or of a pass of one: filtered by the rows above, then packed samples. */
final class PngRow {

    private static final int SUB = 1;
    private static final int UP = 2;
    private static final int AVERAGE = 3;
    private static final int PAETH = 4;

    private final int depth;

    /** Bytes from a sample to that of the pixel before. */
    private final int step;

    /** The filter, then the samples. */
    private byte[] row;

    private byte[] above;

    PngRow(int width, int samples, int depth) {
        this.depth = depth;
        this.step = Math.max(1, samples * depth / Byte.SIZE);
        this.row = new byte[1 + Math.ceilDiv(width * samples * depth, Byte.SIZE)];
        this.above = new byte[row.length];
    }

    void next(PngPixels from) throws IOException {
        byte[] free = above;
        above = row;
        row = free;
        from.fill(row);
        switch (row[0]) {
            case 0 -> {}
            case SUB -> sub();
            case UP -> up();
            case AVERAGE -> average();
            case PAETH -> paeth();
            default -> throw new DamagedPicture("it has a filter " + (row[0] & 0xFF));
        }
    }

    /** A sample of the row, from 0 to 2^depth - 1. */
    int sample(int index) {
        return switch (depth) {
            case Short.SIZE -> (row[1 + 2 * index] & 0xFF) << Byte.SIZE | row[2 + 2 * index] & 0xFF;
            case Byte.SIZE -> row[1 + index] & 0xFF;
            default -> {
                int bit = index * depth;
                yield row[1 + bit / Byte.SIZE] >> Byte.SIZE - depth - bit % Byte.SIZE & (1 << depth) - 1;
            }
        };
    }

    private void sub() {
        for (int i = 1 + step; i < row.length; i++) {
            row[i] += row[i - step];
        }
    }

    private void up() {
        for (int i = 1; i < row.length; i++) {
            row[i] += above[i];
        }
    }

    private void average() {
        for (int i = 1; i < row.length; i++) {
            row[i] += (byte) (left(row, i) + (above[i] & 0xFF) >> 1);
        }
    }

    private void paeth() {
        for (int i = 1; i < row.length; i++) {
            row[i] += (byte) nearest(left(row, i), above[i] & 0xFF, left(above, i));
        }
    }

    private int left(byte[] of, int i) {
        return i > step ? of[i - step] & 0xFF : 0;
    }

    /** Which of three neighbours is nearest to a plane through them. */
    private static int nearest(int left, int up, int corner) {
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}
