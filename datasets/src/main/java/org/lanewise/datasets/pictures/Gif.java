package org.lanewise.datasets.pictures;

import java.io.IOException;
import java.nio.ByteOrder;

/** A GIF's first frame, at its place on the screen; what it does not cover is transparent. */
final class Gif implements EncodedPicture {

    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2C;
    private static final int GRAPHIC_CONTROL = 0xF9;

    /** Of a screen's or a frame's flags. */
    private static final int HAS_COLOURS = 0x80;

    private static final int IS_INTERLACED = 0x40;

    /** Where a pass begins, and its step, in y. */
    private static final int[][] PASSES = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

    private static final int[][] ONE_PASS = {{0, 1}};

    private final FileBytes bytes;
    private final int width;
    private final int height;
    private final int left;
    private final int top;
    private final int frameWidth;
    private final int frameHeight;
    private final boolean interlaced;
    private final int[] palette;

    /** A colour of the palette; -1 for none. */
    private int transparent = -1;

    Gif(FileBytes bytes) throws IOException {
        this.bytes = bytes;
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        // The version.
        bytes.skip(2);
        int screenWidth = bytes.u16();
        int screenHeight = bytes.u16();
        int screen = bytes.u8();
        // Background and the shape of pixels.
        bytes.skip(2);
        int[] colours = colours(screen);
        skipToFrame();
        left = bytes.u16();
        top = bytes.u16();
        frameWidth = bytes.u16();
        frameHeight = bytes.u16();
        if (frameWidth == 0 || frameHeight == 0) {
            throw new DamagedPicture("its first frame is empty");
        }
        // A screen that is too small grows, as in browsers.
        width = Math.max(screenWidth, left + frameWidth);
        height = Math.max(screenHeight, top + frameHeight);
        int frame = bytes.u8();
        interlaced = (frame & IS_INTERLACED) != 0;
        palette = (frame & HAS_COLOURS) != 0 ? colours(frame) : colours;
        if (transparent >= 0 && transparent < palette.length) {
            palette[transparent] = 0;
        }
    }

    private int[] colours(int flags) throws IOException {
        int[] colours = new int[(flags & HAS_COLOURS) != 0 ? 2 << (flags & 7) : 0];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = Palettes.rgb((byte) bytes.u8(), (byte) bytes.u8(), (byte) bytes.u8());
        }
        return colours;
    }

    private void skipToFrame() throws IOException {
        for (int block; (block = bytes.u8()) != FRAME; ) {
            if (block != EXTENSION) {
                throw new DamagedPicture("it has a block " + block + " in place of a frame");
            }
            boolean isControl = bytes.u8() == GRAPHIC_CONTROL;
            for (int length; (length = bytes.u8()) > 0; ) {
                long end = bytes.position() + length;
                if (isControl && length >= 4) {
                    boolean hasTransparent = (bytes.u8() & 1) != 0;
                    // How long the frame is shown.
                    bytes.skip(2);
                    transparent = hasTransparent ? bytes.u8() : -1;
                }
                bytes.seek(end);
            }
        }
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
        GifPixels pixels = new GifPixels(bytes);
        for (int[] pass : interlaced ? PASSES : ONE_PASS) {
            for (int y = pass[0]; y < frameHeight; y += pass[1]) {
                for (int x = 0; x < frameWidth; x++) {
                    to.addArgb(left + x, top + y, Palettes.colour(palette, pixels.next()));
                }
            }
        }
    }
}
