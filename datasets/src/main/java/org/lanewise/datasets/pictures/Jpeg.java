package org.lanewise.datasets.pictures;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A JPEG: baseline or progressive; grey, RGB, YCbCr, CMYK or YCCK. The JDK's reader, which is libjpeg, gets the
 * tables, the scans and one marker that says how to transform colours, and none of the other markers. So it guesses
 * nothing, and applies no colour profile.
 */
final class Jpeg implements EncodedPicture {

    /** A block of 64 pixels takes a bit at least. */
    private static final int PIXELS_PER_BYTE = 512;

    /** Numbers that libjpeg holds, two bytes each, until the last of several scans is read. */
    private static final long MOST_HELD = 128_000_000;

    /** Numbers that it decodes, all of them after each scan: cameras' largest pictures in the usual ten scans. */
    private static final long MOST_DECODED = 1_000_000_000;

    private static final int BLOCK = 64;

    private static final byte[] START = HexFormat.of().parseHex("ffd8");

    /** Adobe's marker but for its last byte, the transform. */
    private static final byte[] ADOBE = HexFormat.of().parseHex("ffee000e" + "41646f6265" + "0064" + "0000" + "0000");

    /** What is missing is grey, and only a warning says so. Others, as of a byte too many, are harmless. */
    private static final Pattern MISSING = Pattern.compile("truncated|premature", Pattern.CASE_INSENSITIVE);

    private final FileBytes bytes;
    private final JpegHeader header;

    Jpeg(FileBytes bytes) throws IOException {
        this.bytes = bytes;
        // Behind the start; the first marker's 0xFF is known already.
        bytes.seek(START.length);
        header = new JpegHeader(bytes);
    }

    @Override
    public int width() {
        return header.frame().width();
    }

    @Override
    public int height() {
        return header.frame().height();
    }

    @Override
    public int orientation() {
        return header.orientation();
    }

    @Override
    public void decode(AreaMean to) throws IOException {
        requireProportion();
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (SplicedStream in = new SplicedStream(head(), bytes, header.firstScan())) {
            decode(reader, in, to);
            if (in.isCutOff()) {
                throw new EOFException();
            }
        } catch (IIOException | RuntimeException damaged) {
            // The reader throws all kinds of runtime exceptions at damaged files.
            throw new DamagedPicture(String.valueOf(damaged.getMessage()));
        } finally {
            reader.dispose();
        }
    }

    /** Before libjpeg takes time and memory. */
    private void requireProportion() throws IOException {
        long pixels = (long) width() * height();
        if (pixels / PIXELS_PER_BYTE > bytes.size()) {
            throw new DamagedPicture("it claims " + pixels + " pixels, but has only " + bytes.size() + " bytes");
        }
        long numbers = header.frame().blocks() * BLOCK;
        if (header.hasSeveralScans() && (numbers > MOST_HELD || numbers * header.scans() > MOST_DECODED)) {
            throw UnreadPicture.tooMuch(
                    "a JPEG of " + width() + " x " + height() + " pixels in " + header.scans() + " scans");
        }
    }

    private byte[] head() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(START);
        head.writeBytes(ADOBE);
        head.write(header.transform());
        head.writeBytes(header.tables());
        return head.toByteArray();
    }

    private void decode(ImageReader reader, ImageInputStream in, AreaMean to) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        reader.setInput(in, true, true);
        int colours = header.frame().colours();
        LastPass rows = new LastPass(to);
        WritableRaster raster = new RowRaster(width(), height(), colours, rows);
        int[] all = IntStream.range(0, colours).toArray();
        ImageReadParam how = reader.getDefaultReadParam();
        // Bands that are named are left as they are.
        how.setSourceBands(all);
        how.setDestinationBands(all);
        how.setDestination(new BufferedImage(model(colours), raster, false, null));
        reader.read(0, how);
        for (String warning : warnings) {
            if (MISSING.matcher(warning).find()) {
                throw new DamagedPicture(warning);
            }
        }
        rows.requireAll();
    }

    /** Any model of so many bands. */
    private static ComponentColorModel model(int bands) {
        ColorSpace space = ColorSpace.getInstance(bands == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        int transparency = bands == 4 ? BufferedImage.TRANSLUCENT : BufferedImage.OPAQUE;
        return new ComponentColorModel(space, bands == 4, false, transparency, DataBuffer.TYPE_BYTE);
    }

    /** Of a picture in several scans the reader decodes all rows after each scan; the last ones count. */
    private final class LastPass implements RowRaster.Rows {

        private final AreaMean to;
        private final long before = (header.scans() - 1L) * height();
        private final int colours = header.frame().colours();
        private int[] samples = new int[colours * width()];
        private long rows;

        LastPass(AreaMean to) {
            this.to = to;
        }

        @Override
        public void row(int y, Raster row) {
            if (rows++ >= before) {
                samples = row.getPixels(0, 0, width(), 1, samples);
                for (int x = 0; x < width(); x++) {
                    add(x, y);
                }
            }
        }

        private void add(int x, int y) {
            int at = colours * x;
            switch (colours) {
                case 1 -> to.addRgb(x, y, samples[at] * 0x010101);
                case 3 -> to.addRgb(x, y, samples[at] << 16 | samples[at + 1] << 8 | samples[at + 2]);
                default -> {
                    int light = 0xFF - samples[at + 3];
                    to.add(x, y, lit(samples[at], light), lit(samples[at + 1], light), lit(samples[at + 2], light));
                }
            }
        }

        /** What ink leaves of the light that black leaves; 0 to {@link AreaMean#FULL}. */
        private static int lit(int ink, int light) {
            return ((0xFF - ink) * light * AreaMean.OF_BYTE + 0xFF / 2) / 0xFF;
        }

        void requireAll() throws DamagedPicture {
            if (rows != before + height()) {
                throw new DamagedPicture("it has " + rows + " rows of " + (before + height()));
            }
        }
    }
}
