package org.lanewise.datasets.pictures;

/** Lists of colours, 0xAARRGGBB. */
final class Palettes {

    private Palettes() {}

    /** An opaque colour. */
    static int rgb(byte red, byte green, byte blue) {
        return 0xFF << 24 | (red & 0xFF) << 16 | (green & 0xFF) << 8 | blue & 0xFF;
    }

    static int colour(int[] palette, int index) throws DamagedPicture {
        if (index >= palette.length) {
            throw new DamagedPicture("a pixel has colour " + index + " of " + palette.length);
        }
        return palette[index];
    }
}
