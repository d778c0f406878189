package org.lanewise.datasets.pictures;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the markers of a JPEG say: its frame, its colours, how the camera was held, and how many scans there are. */
final class JpegHeader {

    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int ARITHMETIC_TABLES = 0xCC;
    private static final int EXTENSION = 0xC8;
    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int FIRST_RESTART = 0xD0;
    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int QUANTIZATION_TABLES = 0xDB;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int JFIF = 0xE0;
    private static final int EXIF = 0xE1;
    private static final int ADOBE = 0xEE;

    private static final byte[] JFIF_NAME = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXIF_NAME = "Exif\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE_NAME = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final int ADOBE_TRANSFORM = 11;

    private final FileBytes bytes;
    private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
    private JpegFrame frame;
    private boolean hasJfif;
    private int adobeTransform = -1;
    private int orientation = Orientation.UPRIGHT;
    private long firstScan;
    private int scans;
    private long scannedBlocks;

    /** Reads on to the last scan. The file stands behind its start marker. */
    JpegHeader(FileBytes bytes) throws IOException {
        this.bytes = bytes;
        bytes.order(ByteOrder.BIG_ENDIAN);
        readToFirstScan();
        if (hasSeveralScans()) {
            countScans();
        }
    }

    private void readToFirstScan() throws IOException {
        for (int marker; (marker = marker()) != SCAN; ) {
            if (marker == END || marker == START) {
                throw new DamagedPicture("it has no pixels");
            }
            look(marker, segment(marker));
        }
        if (frame == null) {
            throw new DamagedPicture("it has pixels before their number");
        }
        firstScan = bytes.position() - Short.BYTES;
        addScan(segment(SCAN));
    }

    /** The next marker that is followed by its length, or ends the picture. What is no marker is passed over. */
    private int marker() throws IOException {
        while (true) {
            while (bytes.u8() != 0xFF) {}
            int marker;
            do {
                marker = bytes.u8();
            } while (marker == 0xFF);
            // Below are a byte 0xFF of the pixels, and a reserved one.
            if (marker > 1 && (marker < FIRST_RESTART || marker >= START)) {
                return marker;
            }
        }
    }

    private byte[] segment(int marker) throws IOException {
        int length = bytes.u16() - Short.BYTES;
        if (length < 0) {
            throw new DamagedPicture("its segment " + Integer.toHexString(marker) + " has no length");
        }
        return bytes.bytes(length);
    }

    private void look(int marker, byte[] segment) throws IOException {
        switch (marker) {
            case QUANTIZATION_TABLES, HUFFMAN_TABLES, RESTART_INTERVAL -> keep(marker, segment);
            case JFIF -> hasJfif |= startsWith(segment, JFIF_NAME);
            case ADOBE -> {
                if (startsWith(segment, ADOBE_NAME) && segment.length > ADOBE_TRANSFORM) {
                    adobeTransform = segment[ADOBE_TRANSFORM] & 0xFF;
                }
            }
            case EXIF -> readExif(segment);
            case ARITHMETIC_TABLES, EXTENSION -> {}
            default -> {
                if (marker >= FIRST_FRAME && marker <= LAST_FRAME) {
                    readFrame(marker, segment);
                }
            }
        }
    }

    private void keep(int marker, byte[] segment) {
        tables.write(0xFF);
        tables.write(marker);
        tables.write(segment.length + Short.BYTES >> Byte.SIZE);
        tables.write(segment.length + Short.BYTES);
        tables.writeBytes(segment);
    }

    private static boolean startsWith(byte[] segment, byte[] name) {
        return segment.length >= name.length && Arrays.equals(segment, 0, name.length, name, 0, name.length);
    }

    /** After the name is one byte more. The first of several segments that says it counts. */
    private void readExif(byte[] segment) {
        if (orientation == Orientation.UPRIGHT && startsWith(segment, EXIF_NAME)) {
            int start = Math.min(segment.length, EXIF_NAME.length + 1);
            ByteBuffer tiff = ByteBuffer.wrap(segment, start, segment.length - start);
            orientation = Math.max(Orientation.UPRIGHT, Exif.orientation(tiff));
        }
    }

    private void readFrame(int marker, byte[] segment) throws IOException {
        if (frame != null) {
            throw new DamagedPicture("it has two frames");
        }
        frame = JpegFrame.read(marker, segment);
        keep(marker, segment);
    }

    private void countScans() throws IOException {
        try {
            for (int marker; (marker = marker()) != END; ) {
                byte[] segment = segment(marker);
                if (marker == SCAN) {
                    addScan(segment);
                }
            }
        } catch (EOFException cutOff) {
            // If pixels are missing, decoding will tell.
        }
    }

    private void addScan(byte[] segment) throws DamagedPicture {
        int count = segment.length == 0 ? 0 : segment[0];
        if (count < 1 || segment.length < 1 + 2 * count) {
            throw new DamagedPicture("a scan has no colours");
        }
        scans++;
        for (int i = 0; i < count; i++) {
            scannedBlocks += frame.blocks(segment[1 + 2 * i]);
        }
    }

    JpegFrame frame() {
        return frame;
    }

    int orientation() {
        return orientation;
    }

    /** Whether samples of the whole picture are held until the last scan is read. */
    boolean hasSeveralScans() {
        return frame.progressive() || scans > 1 || scannedBlocks < frame.blocks();
    }

    int scans() {
        return scans;
    }

    /** Where in the file the first scan's marker is. */
    long firstScan() {
        return firstScan;
    }

    /** Everything before the first scan that decoding needs: tables and the frame, with their markers. */
    byte[] tables() {
        return tables.toByteArray();
    }

    /**
     * How colours are to be transformed, in Adobe's numbers: 0 for not at all, 1 for YCbCr, 2 for YCCK. These are
     * libjpeg's rules.
     */
    int transform() {
        return switch (frame.colours()) {
            case 1 -> 0;
            case 4 -> adobeTransform <= 0 ? 0 : 2;
            default -> {
                boolean isRgb = adobeTransform == 0 || adobeTransform < 0 && frame.isNamed("RGB");
                yield isRgb && !hasJfif ? 0 : 1;
            }
        };
    }
}
