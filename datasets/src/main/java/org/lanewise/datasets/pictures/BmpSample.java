package org.lanewise.datasets.pictures;

/** A sample among the bits of a BMP's pixel. */
record BmpSample(int shift, long most) {

    /** By the mask of its bits; with none it is always 0. */
    static BmpSample of(int mask) {
        int shift = mask == 0 ? 0 : Integer.numberOfTrailingZeros(mask);
        return new BmpSample(shift, Integer.toUnsignedLong(mask) >>> shift);
    }

    boolean isThere() {
        return most > 0;
    }

    /** From 0 to {@link AreaMean#FULL}. */
    int of(long pixel) {
        long sample = pixel >>> shift & most;
        if (most == 0xFF) {
            return (int) sample * AreaMean.OF_BYTE;
        }
        return isThere() ? (int) ((sample * AreaMean.FULL + most / 2) / most) : 0;
    }
}
