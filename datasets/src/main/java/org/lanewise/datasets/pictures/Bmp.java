package org.lanewise.datasets.pictures;

import java.io.IOException;
import java.nio.ByteOrder;

/** A BMP of Windows or OS/2: with a palette, as runs or not, or with samples among the bits of its pixels. */
final class Bmp implements EncodedPicture {

    /** Headers by their bytes: OS/2's first one, then longer and longer ones; those from 52 on have masks inside. */
    private static final int CORE = 12;

    private static final int INFO = 40;
    private static final int WITH_MASKS = 52;
    private static final int WITH_ALPHA_MASK = 56;
    private static final int OS2 = 64;

    private static final int PLAIN = 0;
    private static final int RUNS_OF_BYTES = 1;
    private static final int RUNS_OF_HALVES = 2;
    private static final int MASKS = 3;
    private static final int MASKS_WITH_ALPHA = 6;

    private final FileBytes bytes;
    private final long pixels;
    private final int width;
    private final int height;
    private final boolean fromBottom;
    private final int depth;
    private final int compression;
    private final int[] palette;
    private final BmpSample red;
    private final BmpSample green;
    private final BmpSample blue;
    private final BmpSample alpha;

    Bmp(FileBytes bytes) throws IOException {
        this.bytes = bytes;
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        // The file's size, and four bytes for the program that wrote it.
        bytes.skip(8);
        pixels = bytes.u32();
        long start = bytes.position();
        long header = bytes.u32();
        boolean isCore = header == CORE;
        if (!isCore && header != INFO && header != OS2 && (header < WITH_MASKS || header > 1 << Byte.SIZE)) {
            throw UnreadPicture.kind("a BMP with a header of " + header + " bytes");
        }
        width = isCore ? bytes.u16() : bytes.s32();
        int rows = isCore ? bytes.u16() : bytes.s32();
        height = Math.abs(rows);
        fromBottom = rows > 0;
        // Planes.
        bytes.skip(2);
        depth = bytes.u16();
        compression = isCore ? PLAIN : bytes.s32();
        requireKnown(header);
        // The image's size, and how large it should be printed.
        bytes.skip(isCore ? 0 : 12);
        long colours = isCore ? 0 : bytes.u32();
        // The important ones, where masks or the header's end follow.
        bytes.skip(isCore ? 0 : 4);
        int[] masks = masks(header);
        red = BmpSample.of(masks[0]);
        green = BmpSample.of(masks[1]);
        blue = BmpSample.of(masks[2]);
        alpha = BmpSample.of(masks[3]);
        bytes.seek(Math.max(bytes.position(), start + header));
        palette = depth > Byte.SIZE ? new int[0] : palette(colours, isCore ? 3 : 4);
    }

    private void requireKnown(long header) throws UnreadPicture {
        boolean isKnown = switch (compression) {
            case PLAIN -> depth == 1 || depth == 4 || depth == 8 || depth == 16 || depth == 24 || depth == 32;
            case RUNS_OF_BYTES -> depth == 8;
            case RUNS_OF_HALVES -> depth == 4;
            case MASKS, MASKS_WITH_ALPHA -> header != OS2 && (depth == 16 || depth == 32);
            default -> false;
        };
        if (!isKnown) {
            throw UnreadPicture.kind("a BMP of " + depth + " bits per pixel and compression " + compression);
        }
    }

    /** Of red, green, blue and alpha; without alpha its is 0. */
    private int[] masks(long header) throws IOException {
        if (compression == MASKS || compression == MASKS_WITH_ALPHA) {
            boolean hasAlpha = compression == MASKS_WITH_ALPHA || header >= WITH_ALPHA_MASK;
            return new int[] {bytes.s32(), bytes.s32(), bytes.s32(), hasAlpha ? bytes.s32() : 0};
        }
        return depth == Short.SIZE
                ? new int[] {0x7C00, 0x03E0, 0x001F, 0}
                : new int[] {0xFF0000, 0x00FF00, 0x0000FF, 0};
    }

    /** All colours, if there is no word of how many. */
    private int[] palette(long colours, int bytesEach) throws IOException {
        int most = 1 << depth;
        int[] palette = new int[colours == 0 ? most : (int) Math.min(colours, most)];
        for (int i = 0; i < palette.length; i++) {
            byte[] colour = bytes.bytes(bytesEach);
            palette[i] = Palettes.rgb(colour[2], colour[1], colour[0]);
        }
        return palette;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void decode(AreaMean to) throws IOException {
        bytes.seek(pixels);
        boolean hasRuns = compression == RUNS_OF_BYTES || compression == RUNS_OF_HALVES;
        BmpRuns runs = new BmpRuns(bytes, width, compression == RUNS_OF_HALVES);
        byte[] row = new byte[Math.ceilDiv(width * depth, Byte.SIZE)];
        for (int i = 0; i < height; i++) {
            int y = fromBottom ? height - 1 - i : i;
            if (hasRuns) {
                addColours(runs.next(), Byte.SIZE, y, to);
                continue;
            }
            bytes.fill(row, 0, row.length);
            // Rows are whole words.
            bytes.skip(-row.length & 3);
            if (palette.length > 0) {
                addColours(row, depth, y, to);
            } else {
                addSamples(row, y, to);
            }
        }
    }

    private void addColours(byte[] row, int bits, int y, AreaMean to) throws DamagedPicture {
        for (int x = 0; x < width; x++) {
            int bit = x * bits;
            int index = row[bit / Byte.SIZE] >> Byte.SIZE - bits - bit % Byte.SIZE & (1 << bits) - 1;
            to.addArgb(x, y, Palettes.colour(palette, index));
        }
    }

    private void addSamples(byte[] row, int y, AreaMean to) {
        int step = depth / Byte.SIZE;
        for (int x = 0, at = 0; x < width; x++) {
            long pixel = 0;
            for (int i = 0; i < step; i++) {
                pixel |= (row[at++] & 0xFFL) << i * Byte.SIZE;
            }
            int opacity = alpha.isThere() ? alpha.of(pixel) : AreaMean.FULL;
            to.add(x, y, red.of(pixel), green.of(pixel), blue.of(pixel), opacity);
        }
    }
}
