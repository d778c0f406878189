package org.lanewise.datasets.pictures;

import java.io.IOException;

/** A picture of a kind that is not read, or not at its size; the message says what it is and why. */
final class UnreadPicture extends IOException {

    private static final long serialVersionUID = 1L;

    private UnreadPicture(String what) {
        super(what);
    }

    /** Of a kind for which there is no code, as "a JPEG of 12 bits per sample". */
    static UnreadPicture kind(String what) {
        return new UnreadPicture(what + ", which is not read");
    }

    /** Which would take time or memory out of proportion. */
    static UnreadPicture tooMuch(String what) {
        return new UnreadPicture(what + ", which is too much to decode");
    }
}
