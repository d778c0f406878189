package org.lanewise.cli.decode;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the markers of a JPEG say: size, components, colours, how the camera was held, and what decoding takes. */
final class JpegHeader {

    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int ARITHMETIC_TABLES = 0xCC;
    private static final int EXTENSION = 0xC8;
    private static final int FIRST_FRAME = 0xC0;
    private static final int PROGRESSIVE = 0xC2;
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

    private static final int BLOCK = 8;
    private static final int MOST_SAMPLING = 4;

    private final FileBytes bytes;
    private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
    private final List<Component> components = new ArrayList<>();
    private int width;
    private int height;
    private boolean progressive;
    private boolean hasJfif;
    private int adobeTransform = -1;
    private int orientation = Orientation.UPRIGHT;
    private long firstScan;
    private int scans;
    private long scannedBlocks;

    /** A colour: its number, and its samples for each of the others in x and y. */
    private record Component(int id, int across, int down) {}

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
        while (true) {
            int marker = marker();
            if (marker == END || marker == START) {
                throw new DamagedPicture("it has no pixels");
            }
            byte[] segment = segment(marker);
            look(marker, segment);
            if (marker == SCAN) {
                firstScan = bytes.position() - segment.length - 2 * Short.BYTES;
                addScan(segment);
                return;
            }
        }
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
            case EXIF -> {
                // After the name is one byte more. The first of several segments that says it counts.
                if (orientation == Orientation.UPRIGHT && startsWith(segment, EXIF_NAME)) {
                    int start = Math.min(segment.length, EXIF_NAME.length + 1);
                    ByteBuffer tiff = ByteBuffer.wrap(segment, start, segment.length - start);
                    orientation = Math.max(Orientation.UPRIGHT, Exif.orientation(tiff));
                }
            }
            default -> {
                boolean isFrame = marker >= FIRST_FRAME && marker <= LAST_FRAME && marker != EXTENSION;
                if (isFrame && marker != ARITHMETIC_TABLES) {
                    readFrame(marker, segment);
                    keep(marker, segment);
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

    private void readFrame(int marker, byte[] segment) throws IOException {
        if (segment.length < 6 || segment.length != 6 + 3 * segment[5]) {
            throw new DamagedPicture("its frame has " + segment.length + " bytes");
        }
        if (!components.isEmpty()) {
            throw new DamagedPicture("it has two frames");
        }
        if (marker > PROGRESSIVE) {
            throw UnreadPicture.kind("a lossless, hierarchical or arithmetic JPEG");
        }
        progressive = marker == PROGRESSIVE;
        ByteBuffer frame = ByteBuffer.wrap(segment);
        int bits = frame.get();
        if (bits != Byte.SIZE) {
            throw UnreadPicture.kind("a JPEG of " + bits + " bits per sample");
        }
        height = Short.toUnsignedInt(frame.getShort());
        width = Short.toUnsignedInt(frame.getShort());
        for (int i = frame.get(); i > 0; i--) {
            int id = frame.get();
            int sampling = frame.get();
            int across = sampling >> 4;
            int down = sampling & 0xF;
            if (Math.clamp(across, 1, MOST_SAMPLING) != across || Math.clamp(down, 1, MOST_SAMPLING) != down) {
                throw new DamagedPicture("a colour has " + across + " x " + down + " samples");
            }
            // The number of the quantization table.
            frame.get();
            components.add(new Component(id, across, down));
        }
        if (components.size() != 1 && components.size() != 3 && components.size() != 4) {
            throw UnreadPicture.kind("a JPEG of " + components.size() + " colours");
        }
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
            byte id = segment[1 + 2 * i];
            scannedBlocks += components.stream()
                    .filter(component -> component.id == id)
                    .mapToLong(this::blocks)
                    .findFirst()
                    .orElseThrow(() -> new DamagedPicture("a scan has a colour that its frame has not"));
        }
    }

    /** Blocks of 8 x 8 samples. */
    private long blocks(Component of) {
        int mostAcross = components.stream().mapToInt(Component::across).max().orElseThrow();
        int mostDown = components.stream().mapToInt(Component::down).max().orElseThrow();
        return (long) Math.ceilDiv(width * of.across, mostAcross * BLOCK)
                * Math.ceilDiv(height * of.down, mostDown * BLOCK);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Grey has 1, RGB and YCbCr have 3, CMYK and YCCK have 4. */
    int colours() {
        return components.size();
    }

    int orientation() {
        return orientation;
    }

    /** Whether samples of the whole picture are held until the last scan is read. */
    boolean hasSeveralScans() {
        return progressive || scans > 1 || scannedBlocks < blocks();
    }

    int scans() {
        return scans;
    }

    /** Blocks of all colours. */
    long blocks() {
        return components.stream().mapToLong(this::blocks).sum();
    }

    /** How often libjpeg's reader in the JDK decodes the picture. */
    int passes() {
        return hasSeveralScans() ? scans : 1;
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
        if (colours() == 4) {
            return adobeTransform <= 0 ? 0 : 2;
        }
        if (hasJfif || colours() == 1) {
            return colours() / 3;
        }
        if (adobeTransform >= 0) {
            return adobeTransform == 0 ? 0 : 1;
        }
        boolean isNamedRgb = components.get(0).id == 'R' && components.get(1).id == 'G' && components.get(2).id == 'B';
        return isNamedRgb ? 0 : 1;
    }
}
