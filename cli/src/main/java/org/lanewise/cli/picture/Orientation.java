package org.lanewise.cli.picture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How a camera was held, which JPEGs say beside their pixels (Exif, tag 274): 1 to 4 upright, mirrored, upside down, both;
 * 5 to 8 the same with rows and columns exchanged. Java's reader does not look at it.
 */
final class Orientation {

    private static final int UPRIGHT = 1;
    private static final int MOST = 8;
    private static final int START_OF_IMAGE = 0xFFD8;
    private static final int APPLICATION = 0xFFE1;
    private static final int START_OF_SCAN = 0xFFDA;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ENTRY_BYTES = 12;
    private static final int TAG = 0x112;

    private Orientation() {}

    /** 1 to 8; 1 also if the file is no JPEG, or does not say it in a way that can be read. */
    static int of(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readUnsignedShort() != START_OF_IMAGE) {
                return UPRIGHT;
            }
            for (int marker; (marker = in.readUnsignedShort()) > 0xFF00 && marker != START_OF_SCAN; ) {
                int length = in.readUnsignedShort() - Short.BYTES;
                if (marker == APPLICATION) {
                    byte[] segment = new byte[Math.max(0, length)];
                    in.readFully(segment);
                    if (Arrays.equals(EXIF, Arrays.copyOf(segment, EXIF.length))) {
                        return orientation(ByteBuffer.wrap(segment, EXIF.length, segment.length - EXIF.length)
                                .slice());
                    }
                } else {
                    in.skipNBytes(Math.max(0, length));
                }
            }
        } catch (EOFException | RuntimeException damaged) {
            // The reader of the picture will say so, if it matters.
        }
        return UPRIGHT;
    }

    /** From a TIFF header and its first directory; positions outside are exceptions. */
    private static int orientation(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + Short.BYTES + i * ENTRY_BYTES;
            if (tiff.getShort(entry) == TAG) {
                int value = tiff.getShort(entry + 8);
                return value >= UPRIGHT && value <= MOST ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

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
