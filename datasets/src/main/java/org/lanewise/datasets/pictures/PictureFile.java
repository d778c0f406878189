package org.lanewise.datasets.pictures;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lanewise.cifar.CifarImage;
import org.lanewise.datasets.DatasetException;

/**
 * Reads a picture of any size as a small square.
 *
 * <p>Values are those of the file, as numpy and Pillow show them: a grey pixel of 128 is 128 in red, green and blue;
 * colour profiles and gamma chunks are not looked at; CMYK is (255 - C)(255 - K) / 255, and so on. All of
 * 16 bits count. Transparent pixels are white. Of an animation the first frame is read, at its place on the screen.
 *
 * <p>Memory and time are in proportion to the file: pictures are decoded row by row, and a progressive JPEG is refused
 * if its pixels and scans are too many. A file that breaks the rules of its format, or ends before its picture does, is
 * refused.
 */
public final class PictureFile {

    /** What to give instead, and how to get it. */
    private static final String FORMATS = "a PNG, JPEG, GIF or BMP";

    /** More pixels than cameras take, and than a decoder should be made to look at. */
    private static final long MOST_PIXELS = 100_000_000;

    private static final int MOST_ACROSS = 65_535;

    private PictureFile() {}

    /**
     * Reads a picture and scales it to 32 x 32, each pixel the mean of the area that it covers. A picture that is
     * not square is squeezed; one that a camera took sideways is turned.
     *
     * @param file a PNG, JPEG, GIF or BMP
     * @return 32 x 32 pixels {@code 0xRRGGBB}, row by row from the top left
     * @throws DatasetException if the file is not a picture, is damaged, or takes too much memory or time to decode
     * @throws IOException if it cannot be read
     */
    public static int[] read(Path file) throws IOException {
        return read(file, CifarImage.SIDE);
    }

    /**
     * Reads a picture and scales it to a square, each pixel the mean of the area that it covers. A picture that is
     * not square is squeezed; one that a camera took sideways is turned.
     *
     * @param file a PNG, JPEG, GIF or BMP
     * @param side pixels of an edge of the result
     * @return {@code side x side} pixels {@code 0xRRGGBB}, row by row from the top left
     * @throws DatasetException if the file is not a picture, is damaged, or takes too much memory or time to decode
     * @throws IOException if it cannot be read
     */
    public static int[] read(Path file, int side) throws IOException {
        return read(file, side, false);
    }

    /**
     * Reads a picture as {@link #read(Path, int)}, but if it is not square, it may be cropped.
     *
     * @param file a PNG, JPEG, GIF or BMP
     * @param side pixels of an edge of the result
     * @param crop whether to crop it to the square in its middle; if not, the whole picture is squeezed
     * @return {@code side x side} pixels {@code 0xRRGGBB}, row by row from the top left
     * @throws DatasetException if the file is not a picture, is damaged, or takes too much memory or time to decode
     * @throws IOException if it cannot be read
     */
    public static int[] read(Path file, int side, boolean crop) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            // Opening a pipe would wait forever.
            throw new DatasetException(file + " is no regular file; give " + FORMATS + ".");
        }
        try (FileBytes bytes = FileBytes.open(file)) {
            PictureFormat format = PictureFormat.of(bytes);
            if (format == null) {
                throw new DatasetException(file + " is not " + FORMATS + "; convert it to PNG.");
            }
            try {
                return decode(file, format.open(bytes), side, crop);
            } catch (EOFException cutOff) {
                throw new DatasetException(file + " is a damaged " + format + " (it ends too early); give another.");
            } catch (DamagedPicture damaged) {
                throw new DatasetException(
                        file + " is a damaged " + format + " (" + damaged.getMessage() + "); give another.");
            } catch (UnreadPicture unread) {
                throw new DatasetException(file + " is " + unread.getMessage() + "; save it as a plain PNG.");
            }
        }
    }

    private static int[] decode(Path file, EncodedPicture picture, int side, boolean crop) throws IOException {
        int width = picture.width();
        int height = picture.height();
        if (width <= 0 || height <= 0) {
            throw new DamagedPicture("it claims " + width + " x " + height + " pixels");
        }
        if ((long) width * height > MOST_PIXELS || Math.max(width, height) > MOST_ACROSS) {
            throw new DatasetException(file + " claims " + width + " x " + height
                    + " pixels; give a picture of at most " + MOST_PIXELS + ", and " + MOST_ACROSS + " on a side.");
        }
        AreaMean mean = new AreaMean(crop ? Area.middleSquare(width, height) : new Area(0, 0, width, height), side);
        picture.decode(mean);
        return Orientation.upright(mean.rgb(), side, picture.orientation());
    }
}
