package org.lanewise.datasets.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What a camera says beside the pixels: a TIFF directory, in JPEG's APP1 segments and PNG's eXIf chunk. */
final class Exif {

    private static final int LITTLE_ENDIAN = 'I' << 8 | 'I';
    private static final int BIG_ENDIAN = 'M' << 8 | 'M';
    private static final int VERSION = 42;

    private static final int ENTRY_BYTES = 12;
    private static final int ORIENTATION = 274;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private Exif() {}

    /**
     * How the camera was held, by the first directory.
     *
     * @param tiff from the byte order on
     * @return 1 to 8; 0 if it does not say, or not in a way that can be read
     */
    static int orientation(ByteBuffer tiff) {
        try {
            return first(tiff.slice());
        } catch (IndexOutOfBoundsException outside) {
            // The picture is there all the same.
            return 0;
        }
    }

    private static int first(ByteBuffer tiff) {
        int order = tiff.getShort(0);
        if (order != LITTLE_ENDIAN && order != BIG_ENDIAN) {
            return 0;
        }
        tiff.order(order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (tiff.getShort(2) != VERSION) {
            return 0;
        }
        int directory = tiff.getInt(4);
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + Short.BYTES + i * ENTRY_BYTES;
            if (tiff.getShort(entry) == ORIENTATION) {
                long value = value(tiff, entry);
                return value >= Orientation.UPRIGHT && value <= Orientation.MOST ? (int) value : 0;
            }
        }
        return 0;
    }

    /** Of an entry that holds one number, which the standard wants to be a short, and some programs write otherwise. */
    private static long value(ByteBuffer tiff, int entry) {
        return switch (tiff.getShort(entry + 2)) {
            case BYTE -> tiff.get(entry + 8);
            case SHORT -> tiff.getShort(entry + 8);
            case LONG -> tiff.getInt(entry + 8);
            default -> 0;
        };
    }
}
