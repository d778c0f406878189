package org.lanewise.cli.picture;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cli.InputException;

/** Reads a picture of any size as 32 x 32 pixels. */
public final class PictureFile {

    /** A larger picture is read with gaps, so that none needs more memory than this squared. */
    private static final int MOST = 1024;

    /** More pixels than cameras take, and than a decoder should be made to look at. */
    private static final long MOST_PIXELS = 100_000_000;

    private static final int MOST_ACROSS = 65_535;

    /** No format packs more pixels of even colour into a byte: deflated PNGs of one bit a pixel come to 8,256. */
    private static final long PIXELS_PER_BYTE = 10_000;

    private static final Pattern CUT_OFF = Pattern.compile("truncated|premature", Pattern.CASE_INSENSITIVE);

    private PictureFile() {}

    /**
     * Reads a picture and scales it to 32 x 32, each pixel the mean of the area that it covers. What is not square is
     * squeezed; what is transparent is white; what a camera took sideways is turned.
     *
     * @param file a PNG, JPEG, GIF or BMP
     * @return 32 x 32 pixels {@code 0xRRGGBB}, row by row from the top left
     * @throws InputException if the file is no picture, or a damaged one
     * @throws IOException if it cannot be read
     */
    public static int[] read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            // Opening a pipe would wait for ever.
            throw new InputException(file + " is no regular file; give a PNG or JPEG.");
        }
        ImageIO.setUseCache(false);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = in == null ? Collections.emptyIterator() : ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new InputException(file + " is no picture that Java can read; give a PNG or JPEG.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                requireSize(file, reader.getWidth(0), reader.getHeight(0));
                List<String> warnings = new ArrayList<>();
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                BufferedImage picture = read(reader);
                requireWhole(file, warnings);
                return Orientation.upright(scaled(picture), CifarImage.SIDE, Orientation.of(file));
            } catch (InputException refused) {
                throw refused;
            } catch (IOException | RuntimeException damaged) {
                // Readers throw all kinds of runtime exceptions at damaged files.
                throw new InputException(file + " is a damaged picture (" + damaged.getMessage() + "); give another.");
            } finally {
                reader.dispose();
            }
        }
    }

    /** Before memory is allocated by the size that a file of a few bytes may claim. */
    private static void requireSize(Path file, int width, int height) throws IOException {
        long pixels = (long) width * height;
        if (pixels > MOST_PIXELS || Math.max(width, height) > MOST_ACROSS) {
            throw new InputException(file + " claims " + width + " x " + height + " pixels; give a picture of at most "
                    + MOST_PIXELS + ", and " + MOST_ACROSS + " on a side.");
        }
        if (pixels > PIXELS_PER_BYTE * Files.size(file)) {
            throw new InputException(file + " is a damaged picture (it claims " + pixels + " pixels, but has only "
                    + Files.size(file) + " bytes); give another.");
        }
    }

    /** What is missing of a JPEG is grey, and only a warning says so. Others, as of a byte too many, are harmless. */
    private static void requireWhole(Path file, List<String> warnings) throws InputException {
        for (String warning : warnings) {
            if (CUT_OFF.matcher(warning).find()) {
                throw new InputException(file + " is a damaged picture (" + warning + "); give another.");
            }
        }
    }

    private static BufferedImage read(ImageReader reader) throws IOException {
        ImageReadParam how = reader.getDefaultReadParam();
        int across = Math.max(1, reader.getWidth(0) / MOST);
        int down = Math.max(1, reader.getHeight(0) / MOST);
        how.setSourceSubsampling(across, down, 0, 0);
        return reader.read(0, how);
    }

    private static int[] scaled(BufferedImage picture) {
        BufferedImage opaque = Pictures.paper(picture.getWidth(), picture.getHeight());
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(picture, 0, 0, null);
        graphics.dispose();
        Image small = opaque.getScaledInstance(CifarImage.SIDE, CifarImage.SIDE, Image.SCALE_AREA_AVERAGING);
        BufferedImage result = new BufferedImage(CifarImage.SIDE, CifarImage.SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D onto = result.createGraphics();
        onto.drawImage(small, 0, 0, null);
        onto.dispose();
        int[] rgb = result.getRGB(0, 0, CifarImage.SIDE, CifarImage.SIDE, null, 0, CifarImage.SIDE);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] &= 0xFFFFFF;
        }
        return rgb;
    }
}
