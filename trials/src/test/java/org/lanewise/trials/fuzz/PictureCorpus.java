package org.lanewise.trials.fuzz;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures of every format and kind that Java can write. */
final class PictureCorpus {

    private static final int CHUNK_FRAME = 3 * Integer.BYTES;
    private static final int FIRST_CHUNK = 8;

    private PictureCorpus() {}

    static List<byte[]> all() throws IOException {
        List<byte[]> all = new ArrayList<>(pngs());
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY}) {
            all.add(written("jpeg", picture(type), false));
            all.add(written("jpeg", picture(type), true));
        }
        all.add(heldSideways(all.getLast()));
        all.add(written("jpeg", ink(), false));
        all.add(written("gif", picture(BufferedImage.TYPE_BYTE_INDEXED), false));
        all.add(written("gif", picture(BufferedImage.TYPE_BYTE_BINARY), true));
        for (String compression : List.of("BI_RGB", "BI_RLE8")) {
            all.add(written("bmp", picture(BufferedImage.TYPE_BYTE_INDEXED), compression));
        }
        all.add(written("bmp", picture(BufferedImage.TYPE_USHORT_565_RGB), "BI_BITFIELDS"));
        all.add(written("bmp", picture(BufferedImage.TYPE_INT_RGB), "BI_RGB"));
        // These two are refused; readers of the JDK within reach of their first bytes would take them.
        all.add(written("tiff", picture(BufferedImage.TYPE_INT_RGB), false));
        all.add(written("wbmp", picture(BufferedImage.TYPE_BYTE_BINARY), false));
        return all;
    }

    static List<byte[]> pngs() throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (int type : new int[] {
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY
        }) {
            all.add(written("png", picture(type), false));
            all.add(written("png", picture(type), true));
        }
        return all;
    }

    /** What took minutes, or memory out of proportion: pictures of few bytes and many pixels. */
    static List<byte[]> findings() {
        return List.of(scans(9984, 200), tiles());
    }

    private static BufferedImage picture(int type) {
        BufferedImage picture = new BufferedImage(40, 30, type);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1200; i++) {
            picture.setRGB(i % 40, i / 40, i < 600 ? random.nextInt() : 0xFF336699);
        }
        return picture;
    }

    /** Four bands, which JPEG takes for CMYK. */
    private static Raster ink() {
        WritableRaster ink = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 40, 30, 4, null);
        for (int i = 0; i < 1200; i++) {
            ink.setPixel(i % 40, i / 40, new int[] {i % 256, i / 5, 3 * i % 256, 128});
        }
        return ink;
    }

    /** The second form of a format is progressive, or interlaced. */
    private static byte[] written(String format, BufferedImage picture, boolean second) throws IOException {
        return written(format, new IIOImage(picture, null, null), second, null);
    }

    private static byte[] written(String format, Raster raster, boolean second) throws IOException {
        return written(format, new IIOImage(raster, null, null), second, null);
    }

    private static byte[] written(String format, BufferedImage picture, String compression) throws IOException {
        return written(format, new IIOImage(picture, null, null), false, compression);
    }

    private static byte[] written(String format, IIOImage picture, boolean second, String compression)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (how.canWriteProgressive()) {
                how.setProgressiveMode(second ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            }
            if (compression != null) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionType(compression);
            }
            writer.setOutput(out);
            writer.write(null, picture, how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A JPEG with a segment that says so (Exif, tag 274). */
    private static byte[] heldSideways(byte[] jpeg) {
        byte[] segment = HexFormat.of()
                .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000"
                        + "00000000");
        return ByteBuffer.allocate(jpeg.length + segment.length)
                .put(jpeg, 0, 2)
                .put(segment)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A grey progressive JPEG whose scans say nothing, by runs of 2^14 blocks each. */
    private static byte[] scans(int side, int scans) {
        String head = "ffd8" + "ffdb004300" + "01".repeat(64)
                + "ffc2000b08%04x%04x01011100".formatted(side, side)
                + "ffc4001400" + "01" + "00".repeat(15) + "00"
                + "ffc4001410" + "01" + "00".repeat(15) + "e0";
        // A code of one bit, and fourteen for how many blocks more.
        int runs = Math.ceilDiv(side * side / 64, 1 << 14);
        String scan = "ffda0008010100013f00" + "00".repeat(Math.ceilDiv(runs * 15, Byte.SIZE));
        return HexFormat.of().parseHex(head + scan.repeat(scans) + "ffd9");
    }

    /** A TIFF of 32 x 32 pixels in a tile of 30,000 x 30,000. */
    private static byte[] tiles() {
        return HexFormat.of()
                .parseHex("49492a0008000000" + "0a00"
                        + "0001040001000000" + "20000000" + "0101040001000000" + "20000000"
                        + "0201030001000000" + "08000000" + "0301030001000000" + "01000000"
                        + "0601030001000000" + "01000000" + "1501030001000000" + "01000000"
                        + "4201040001000000" + "30750000" + "4301040001000000" + "30750000"
                        + "4401040001000000" + "2c010000" + "4501040001000000" + "00040000"
                        + "00000000" + "00".repeat(1400));
    }

    /** A spoiled PNG with the right checksum of each chunk, as far as there are chunks. */
    static byte[] withChecksums(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png.clone());
        for (int at = FIRST_CHUNK; at + CHUNK_FRAME <= png.length; ) {
            int length = bytes.getInt(at);
            if (length < 0 || length > png.length - at - CHUNK_FRAME) {
                break;
            }
            CRC32 checksum = new CRC32();
            checksum.update(png, at + Integer.BYTES, Integer.BYTES + length);
            bytes.putInt(at + 2 * Integer.BYTES + length, (int) checksum.getValue());
            at += CHUNK_FRAME + length;
        }
        return bytes.array();
    }
}
