package org.lanewise.datasets.pictures;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A PNG: grey, colour or palette, with or without transparency, of 1 to 16 bits, interlaced or not. */
final class Png implements EncodedPicture {

    private static final int HEADER_BYTES = 13;

    /** Bits of the colour type. */
    private static final int PALETTE = 1;

    private static final int COLOUR = 2;
    private static final int ALPHA = 4;

    /** Adam7: where a pass begins, and its steps, in x and y. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

    private final PngChunks chunks;
    private final int width;
    private final int height;
    private final int depth;
    private final int kind;
    private final int samples;
    private final boolean interlaced;

    /** Colours as 0xAARRGGBB, of pictures with a palette. */
    private int[] palette = {};

    /** The samples of the one colour that is transparent in pictures without alpha; empty if there is none. */
    private int[] transparent = {};

    private int orientation = Orientation.UPRIGHT;

    Png(FileBytes bytes) throws IOException {
        bytes.order(ByteOrder.BIG_ENDIAN);
        chunks = new PngChunks(bytes);
        if (!chunks.next() || !chunks.type().equals("IHDR")) {
            throw new DamagedPicture("it does not begin with a header");
        }
        ByteBuffer header = ByteBuffer.wrap(chunks.content());
        if (header.capacity() != HEADER_BYTES) {
            throw new DamagedPicture("its header has " + header.capacity() + " bytes");
        }
        width = header.getInt();
        height = header.getInt();
        depth = header.get();
        kind = header.get();
        samples = (kind & (COLOUR | PALETTE)) == COLOUR ? 3 + kind / ALPHA : 1 + kind / ALPHA;
        int methods = header.getShort();
        int order = header.get();
        interlaced = order == 1;
        if (!isKnown() || methods != 0 || order >> 1 != 0) {
            throw new DamagedPicture("its header claims colour type " + kind + " of " + depth + " bits");
        }
    }

    private boolean isKnown() {
        return switch (kind) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case COLOUR | PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case COLOUR, ALPHA, COLOUR | ALPHA -> depth == 8 || depth == 16;
            default -> false;
        };
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
    public int orientation() {
        return orientation;
    }

    @Override
    public void decode(AreaMean to) throws IOException {
        while (!chunks.type().equals(PngPixels.CHUNK)) {
            look();
            if (!chunks.next()) {
                throw new DamagedPicture("it has no pixels");
            }
        }
        try (PngPixels pixels = new PngPixels(chunks)) {
            for (int[] pass : interlaced ? PASSES : ONE_PASS) {
                decode(pixels, pass, to);
            }
            pixels.end();
        }
        // How the camera was held may stand behind the pixels. An end that is missing does no harm.
        do {
            look();
        } while (chunks.next());
    }

    /** At a chunk beside the pixels. */
    private void look() throws IOException {
        switch (chunks.type()) {
            case "PLTE" -> readPalette(chunks.content());
            case "tRNS" -> readTransparency(chunks.content());
            case "eXIf" ->
                orientation = Math.max(Orientation.UPRIGHT, Exif.orientation(ByteBuffer.wrap(chunks.content())));
            default -> {}
        }
    }

    private void readPalette(byte[] colours) throws DamagedPicture {
        if (colours.length % 3 != 0 || colours.length > 3 << Byte.SIZE) {
            throw new DamagedPicture("its palette has " + colours.length + " bytes");
        }
        palette = new int[colours.length / 3];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = Palettes.rgb(colours[3 * i], colours[3 * i + 1], colours[3 * i + 2]);
        }
    }

    private void readTransparency(byte[] content) throws DamagedPicture {
        boolean isPalette = (kind & PALETTE) != 0;
        if (isPalette ? content.length > palette.length : content.length != samples * Short.BYTES) {
            throw new DamagedPicture("its chunk tRNS has " + content.length + " bytes");
        }
        if (isPalette) {
            for (int i = 0; i < content.length; i++) {
                palette[i] = palette[i] & 0xFFFFFF | content[i] << 24;
            }
        } else {
            transparent = new int[samples];
            ByteBuffer colour = ByteBuffer.wrap(content);
            for (int i = 0; i < samples; i++) {
                transparent[i] = colour.getShort() & (1 << depth) - 1;
            }
        }
    }

    private void decode(PngPixels pixels, int[] pass, AreaMean to) throws IOException {
        int columns = Math.ceilDiv(width - pass[0], pass[2]);
        if (columns <= 0) {
            return;
        }
        PngRow row = new PngRow(columns, samples, depth);
        for (int y = pass[1]; y < height; y += pass[3]) {
            row.next(pixels);
            for (int i = 0, x = pass[0]; i < columns; i++, x += pass[2]) {
                if ((kind & PALETTE) != 0) {
                    to.addArgb(x, y, Palettes.colour(palette, row.sample(i)));
                } else {
                    add(row, i, x, y, to);
                }
            }
        }
    }

    private void add(PngRow row, int pixel, int x, int y, AreaMean to) {
        int first = pixel * samples;
        int scale = AreaMean.FULL / ((1 << depth) - 1);
        boolean isColour = (kind & COLOUR) != 0;
        int red = row.sample(first) * scale;
        int green = isColour ? row.sample(first + 1) * scale : red;
        int blue = isColour ? row.sample(first + 2) * scale : red;
        int alpha = AreaMean.FULL;
        if ((kind & ALPHA) != 0) {
            alpha = row.sample(first + samples - 1) * scale;
        } else if (transparent.length > 0 && isTransparent(row, first)) {
            alpha = 0;
        }
        to.add(x, y, red, green, blue, alpha);
    }

    private boolean isTransparent(PngRow row, int first) {
        for (int i = 0; i < samples; i++) {
            if (row.sample(first + i) != transparent[i]) {
                return false;
            }
        }
        return true;
    }
}
