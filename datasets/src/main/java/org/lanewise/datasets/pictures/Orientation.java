package org.lanewise.datasets.pictures;

/**
 * How a camera was held: 1 to 4 upright, mirrored, upside down, both; 5 to 8 the same with rows and columns exchanged.
 * {@link Exif} says which.
 */
final class Orientation {

    static final int UPRIGHT = 1;
    static final int MOST = 8;

    private Orientation() {}

    /** The pixels of a square picture as they should be seen. */
    static int[] upright(int[] pixels, int side, int orientation) {
        int last = side - 1;
        int[] turned = new int[pixels.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int from = switch (orientation) {
                    case 2 -> y * side + last - x;
                    case 3 -> (last - y) * side + last - x;
                    case 4 -> (last - y) * side + x;
                    case 5 -> x * side + y;
                    case 6 -> (last - x) * side + y;
                    case 7 -> (last - x) * side + last - y;
                    case 8 -> x * side + last - y;
                    default -> y * side + x;
                };
                turned[y * side + x] = pixels[from];
            }
        }
        return turned;
    }
}
