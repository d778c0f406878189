package org.lanewise.datasets.pictures;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNGs of every kind, sample by sample, with all filters in turns. */
final class PngBytes {

    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private final int width;
    private final int height;
    private final int kind;
    private final int depth;
    private final int samples;
    private final Bytes before = Bytes.big();
    private final Bytes behind = Bytes.big();
    private boolean interlaced;
    private int parts = 1;

    PngBytes(int width, int height, int kind, int depth) {
        this.width = width;
        this.height = height;
        this.kind = kind;
        this.depth = depth;
        this.samples = new int[] {1, 0, 3, 1, 2, 0, 4}[kind];
    }

    int samples() {
        return samples;
    }

    /** A chunk before the pixels. */
    PngBytes with(String type, byte[] content) {
        before.all(chunk(type, content));
        return this;
    }

    PngBytes withBehind(String type, byte[] content) {
        behind.all(chunk(type, content));
        return this;
    }

    PngBytes interlaced(boolean yes) {
        interlaced = yes;
        return this;
    }

    /** Into how many chunks the pixels are cut. */
    PngBytes parts(int number) {
        parts = number;
        return this;
    }

    /** Of samples pixel after pixel, row after row. */
    byte[] of(int[] values) {
        Bytes rows = Bytes.big();
        for (int[] pass : interlaced ? ADAM7 : new int[][] {{0, 0, 1, 1}}) {
            byte[] above = null;
            for (int y = pass[1]; y < height && pass[0] < width; y += pass[3]) {
                byte[] row = packed(values, y, pass[0], pass[2]);
                above = above == null ? new byte[row.length] : above;
                rows.all(filtered(row, above, y % 5));
                above = row;
            }
        }
        return file(deflated(rows.array()));
    }

    byte[] file(byte[] deflated) {
        Bytes png = Bytes.big().hex("89504e470d0a1a0a");
        Bytes header = Bytes.big().u32(width, height).u8(depth, kind, 0, 0, interlaced ? 1 : 0);
        png.all(chunk("IHDR", header.array())).all(before.array());
        int part = Math.ceilDiv(deflated.length, parts);
        for (int at = 0; at < deflated.length; at += part) {
            png.all(chunk("IDAT", Arrays.copyOfRange(deflated, at, Math.min(at + part, deflated.length))));
        }
        return png.all(behind.array()).all(chunk("IEND", new byte[0])).array();
    }

    static byte[] deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater(9)) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[bytes.length + 100];
            return Arrays.copyOf(out, deflater.deflate(out));
        }
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] checked = Bytes.big().text(type).all(content).array();
        CRC32 checksum = new CRC32();
        checksum.update(checked);
        return Bytes.big()
                .u32(content.length)
                .all(checked)
                .u32(checksum.getValue())
                .array();
    }

    private byte[] packed(int[] values, int y, int from, int step) {
        StringBuilder bits = new StringBuilder();
        for (int x = from; x < width; x += step) {
            for (int i = 0; i < samples; i++) {
                String sample = Integer.toBinaryString(values[(y * width + x) * samples + i]);
                bits.append("0".repeat(depth - sample.length())).append(sample);
            }
        }
        bits.append("0".repeat(-bits.length() & 7));
        byte[] row = new byte[bits.length() / 8];
        for (int i = 0; i < row.length; i++) {
            row[i] = (byte) Integer.parseInt(bits, 8 * i, 8 * i + 8, 2);
        }
        return row;
    }

    private byte[] filtered(byte[] row, byte[] above, int filter) {
        int step = Math.max(1, samples * depth / 8);
        Bytes filtered = Bytes.big().u8(filter);
        for (int i = 0; i < row.length; i++) {
            int left = i < step ? 0 : row[i - step] & 0xFF;
            int up = above[i] & 0xFF;
            int corner = i < step ? 0 : above[i - step] & 0xFF;
            int[] guesses = {0, left, up, (left + up) / 2, paeth(left, up, corner)};
            filtered.u8(row[i] - guesses[filter]);
        }
        return filtered.array();
    }

    /** As the PNG specification has it. */
    private static int paeth(int a, int b, int c) {
        int p = a + b - c;
        int pa = Math.abs(p - a);
        int pb = Math.abs(p - b);
        int pc = Math.abs(p - c);
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
