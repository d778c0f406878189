package org.lanewise.datasets.pictures;

/** A part of a picture, in pixels from its top left corner. */
record Area(int left, int top, int width, int height) {

    /** The largest square in the middle; what cannot be halved is cut off at the right or the bottom. */
    static Area middleSquare(int width, int height) {
        int side = Math.min(width, height);
        return new Area((width - side) / 2, (height - side) / 2, side, side);
    }
}
