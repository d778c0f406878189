package org.lanewise.datasets.pictures;

import java.io.IOException;

/** The file breaks the rules of its format; the message says how, without the file's name. */
final class DamagedPicture extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedPicture(String how) {
        super(how);
    }
}
