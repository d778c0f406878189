package org.lanewise.datasets.pictures;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

/** The formats that are read, known by a file's first bytes. */
enum PictureFormat {
    PNG("89504e470d0a1a0a", Png::new),
    JPEG("ffd8ff", Jpeg::new),
    GIF("47494638", Gif::new),
    BMP("424d", Bmp::new);

    /** Reads a header, of which the first bytes are known. */
    private interface Opener {
        EncodedPicture open(FileBytes bytes) throws IOException;
    }

    private final byte[] first;
    private final Opener opener;

    PictureFormat(String first, Opener opener) {
        this.first = HexFormat.of().parseHex(first);
        this.opener = opener;
    }

    /** The format of a file; null if it is none of these. */
    static PictureFormat of(FileBytes bytes) throws IOException {
        for (PictureFormat format : values()) {
            bytes.seek(0);
            try {
                if (Arrays.equals(format.first, bytes.bytes(format.first.length))) {
                    return format;
                }
            } catch (EOFException tooShort) {
                // Another may be known by fewer bytes.
            }
        }
        return null;
    }

    EncodedPicture open(FileBytes bytes) throws IOException {
        bytes.seek(first.length);
        return opener.open(bytes);
    }
}
