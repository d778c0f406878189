package org.lanewise.datasets.pictures;

import java.util.Arrays;

/**
 * Writes JPEGs whose blocks are of one value each, and so come back exactly: eight pixels by eight, all colours sampled
 * alike.
 */
final class JpegBytes {

    private static final int BASELINE = 0xC0;
    private static final int PROGRESSIVE = 0xC2;

    private final int width;
    private final int height;
    private final int[] ids;
    private final Bytes markers = Bytes.big();
    private int bits = 8;
    private int frame = BASELINE;

    JpegBytes(int width, int height, int... ids) {
        this.width = width;
        this.height = height;
        this.ids = ids;
    }

    static int[] ids(int colours) {
        return Arrays.copyOf(new int[] {1, 2, 3, 4}, colours);
    }

    /** A segment before all others. */
    JpegBytes with(int marker, byte[] content) {
        markers.all(segment(marker, content));
        return this;
    }

    JpegBytes withJfif() {
        return with(
                0xE0,
                Bytes.big()
                        .hex("4a46494600" + "0101" + "00" + "00010001" + "0000")
                        .array());
    }

    JpegBytes withAdobe(int transform) {
        return with(
                0xEE,
                Bytes.big().text("Adobe").hex("006400000000").u8(transform).array());
    }

    /** Any bytes between segments. */
    JpegBytes withRaw(int... raw) {
        markers.u8(raw);
        return this;
    }

    JpegBytes frame(int marker, int sampleBits) {
        frame = marker;
        bits = sampleBits;
        return this;
    }

    /** Of one value per colour. */
    byte[] even(int... values) {
        int[][] all = new int[values.length][blocks()];
        for (int i = 0; i < values.length; i++) {
            Arrays.fill(all[i], values[i]);
        }
        return of(all);
    }

    /** Of one value per colour, which has a scan of its own. */
    byte[] inScans(int... values) {
        Bytes jpeg = start();
        for (int i = 0; i < values.length; i++) {
            int[] all = new int[blocks()];
            Arrays.fill(all, values[i]);
            jpeg.all(scan(0, 63, ids[i])).all(coded(new int[][] {all}));
        }
        return jpeg.u8(0xFF, 0xD9).array();
    }

    /** Of the values of blocks row by row, for each colour. */
    byte[] of(int[][] values) {
        return start().all(scan(0, 63, ids)).all(coded(values)).u8(0xFF, 0xD9).array();
    }

    /** A grey one of 128 in so many scans, of which all but the first change nothing. */
    byte[] progressive(int scans) {
        frame = PROGRESSIVE;
        // No difference to the block before: four bits.
        Bytes jpeg = start().all(scan(0, 0, ids)).all(new byte[Math.ceilDiv(blocks() * ids.length, 2)]);
        StringBuilder runs = new StringBuilder();
        for (int left = blocks(); left > 0; left -= 1 << 14) {
            // The end of 2^14 blocks.
            runs.append("10").append("0".repeat(14));
        }
        byte[] nothing = Bytes.big()
                .all(segment(0xDA, Bytes.big().u8(1, ids[0], 0, 1, 63, 0).array()))
                .all(packed(runs))
                .array();
        for (int i = 1; i < scans; i++) {
            jpeg.all(nothing);
        }
        return jpeg.u8(0xFF, 0xD9).array();
    }

    private int blocks() {
        return Math.ceilDiv(width, 8) * Math.ceilDiv(height, 8);
    }

    private Bytes start() {
        byte[] ones = new byte[65];
        Arrays.fill(ones, 1, 65, (byte) 1);
        Bytes components = Bytes.big();
        for (int id : ids) {
            components.u8(id, 0x11, 0);
        }
        // Categories 0 to 11 have codes of four bits.
        Bytes dc = Bytes.big().u8(0, 0, 0, 0, 12).all(new byte[12]).u8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        // The end of a block is 0, that of 2^14 is 10.
        Bytes ac = Bytes.big().u8(0x10, 1, 1).all(new byte[14]).u8(0x00, 0xE0);
        return Bytes.big()
                .u8(0xFF, 0xD8)
                .all(markers.array())
                .all(segment(0xDB, ones))
                .all(segment(
                        frame,
                        Bytes.big()
                                .u8(bits)
                                .u16(height, width)
                                .u8(ids.length)
                                .all(components.array())
                                .array()))
                .all(segment(0xC4, dc.array()))
                .all(segment(0xC4, ac.array()));
    }

    private static byte[] scan(int from, int to, int... of) {
        Bytes scan = Bytes.big().u8(of.length);
        for (int id : of) {
            scan.u8(id, 0);
        }
        return segment(0xDA, scan.u8(from, to, 0).array());
    }

    private static byte[] segment(int marker, byte[] content) {
        return Bytes.big().u8(0xFF, marker).u16(content.length + 2).all(content).array();
    }

    /** Differences to the block before, in its category's code and bits; then the end of the block. */
    private byte[] coded(int[][] values) {
        StringBuilder coded = new StringBuilder();
        int[] before = new int[values.length];
        for (int block = 0; block < blocks(); block++) {
            for (int i = 0; i < values.length; i++) {
                int dc = 8 * (values[i][block] - 128);
                int difference = dc - before[i];
                before[i] = dc;
                int category = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
                int low = difference < 0 ? difference + (1 << category) - 1 : difference;
                coded.append(binary(category, 4)).append(binary(low, category)).append("0");
            }
        }
        return packed(coded);
    }

    private static String binary(int value, int digits) {
        String binary = digits == 0 ? "" : Integer.toBinaryString(value);
        return "0".repeat(digits - binary.length()) + binary;
    }

    private static byte[] packed(StringBuilder binary) {
        binary.append("1".repeat(-binary.length() & 7));
        Bytes packed = Bytes.big();
        for (int i = 0; i < binary.length(); i += 8) {
            int value = Integer.parseInt(binary, i, i + 8, 2);
            packed.u8(value);
            if (value == 0xFF) {
                packed.u8(0);
            }
        }
        return packed.array();
    }
}
