package org.lanewise.datasets.pictures;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a JPEG's frame says of its pixels.
 *
 * @param progressive whether scans refine each other
 */
record JpegFrame(int width, int height, boolean progressive, List<Component> components) {

    private static final int PROGRESSIVE = 0xC2;
    private static final int HEAD_BYTES = 6;
    private static final int COMPONENT_BYTES = 3;
    private static final int BLOCK = 8;
    private static final int MOST_SAMPLING = 4;

    /** A colour: its number, and its samples for each of the others in x and y. */
    record Component(int id, int across, int down) {

        private static Component read(ByteBuffer frame) throws DamagedPicture {
            int id = frame.get();
            int sampling = frame.get();
            // The number of the quantization table.
            frame.get();
            int across = sampling >> 4;
            int down = sampling & 0xF;
            if (Math.clamp(across, 1, MOST_SAMPLING) != across || Math.clamp(down, 1, MOST_SAMPLING) != down) {
                throw new DamagedPicture("a colour has " + across + " x " + down + " samples");
            }
            return new Component(id, across, down);
        }
    }

    /** From the segment of one of the markers that begin a frame. */
    static JpegFrame read(int marker, byte[] segment) throws IOException {
        if (segment.length < HEAD_BYTES || segment.length != HEAD_BYTES + COMPONENT_BYTES * segment[HEAD_BYTES - 1]) {
            throw new DamagedPicture("its frame has " + segment.length + " bytes");
        }
        if (marker > PROGRESSIVE) {
            throw UnreadPicture.kind("a lossless, hierarchical or arithmetic JPEG");
        }
        ByteBuffer frame = ByteBuffer.wrap(segment);
        int bits = frame.get();
        if (bits != Byte.SIZE) {
            throw UnreadPicture.kind("a JPEG of " + bits + " bits per sample");
        }
        int height = Short.toUnsignedInt(frame.getShort());
        int width = Short.toUnsignedInt(frame.getShort());
        int count = frame.get();
        if (count != 1 && count != 3 && count != 4) {
            throw UnreadPicture.kind("a JPEG of " + count + " colours");
        }
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            components.add(Component.read(frame));
        }
        return new JpegFrame(width, height, marker == PROGRESSIVE, components);
    }

    /** Grey has 1, RGB and YCbCr have 3, CMYK and YCCK have 4. */
    int colours() {
        return components.size();
    }

    /** Whether the colours' numbers are the letters of a name. */
    boolean isNamed(String name) {
        return components.stream()
                .map(component -> String.valueOf((char) component.id))
                .collect(Collectors.joining())
                .equals(name);
    }

    /** Blocks of 8 x 8 samples of all colours. */
    long blocks() {
        return components.stream().mapToLong(this::blocks).sum();
    }

    /** Blocks of the colour of a number. */
    long blocks(int id) throws DamagedPicture {
        for (Component component : components) {
            if (component.id == id) {
                return blocks(component);
            }
        }
        throw new DamagedPicture("a scan has a colour that its frame has not");
    }

    private long blocks(Component of) {
        int mostAcross = components.stream().mapToInt(Component::across).max().orElseThrow();
        int mostDown = components.stream().mapToInt(Component::down).max().orElseThrow();
        return (long) Math.ceilDiv(width * of.across, mostAcross * BLOCK)
                * Math.ceilDiv(height * of.down, mostDown * BLOCK);
    }
}
