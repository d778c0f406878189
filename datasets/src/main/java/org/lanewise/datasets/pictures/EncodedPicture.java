package org.lanewise.datasets.pictures;

import java.io.IOException;

/** A picture in a file, of which the header was read. */
interface EncodedPicture {

    int width();

    int height();

    /**
     * Hands over all pixels, each once.
     *
     * @throws DamagedPicture if the file breaks the rules of its format
     * @throws java.io.EOFException if the file ends too early
     */
    void decode(AreaMean to) throws IOException;

    /** How the camera was held, see {@link Orientation}; known after decoding. */
    default int orientation() {
        return Orientation.UPRIGHT;
    }
}
