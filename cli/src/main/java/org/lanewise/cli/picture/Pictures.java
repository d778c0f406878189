package org.lanewise.cli.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.core.data.PixelMatrix;

/** From pixels to pictures to files. */
public final class Pictures {

    private Pictures() {}

    /**
     * A CIFAR image as a picture.
     *
     * @param images N x 3072 pixels
     * @param row the image
     * @return 32 x 32 pixels
     */
    public static BufferedImage ofImage(PixelMatrix images, int row) {
        return of(CifarImage.rgb(images, row));
    }

    /**
     * Pixels as a picture.
     *
     * @param rgb 32 x 32 pixels {@code 0xRRGGBB}, row by row from the top left
     * @return the picture
     */
    public static BufferedImage of(int[] rgb) {
        BufferedImage picture = new BufferedImage(CifarImage.SIDE, CifarImage.SIDE, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, CifarImage.SIDE, CifarImage.SIDE, rgb, 0, CifarImage.SIDE);
        return picture;
    }

    /**
     * Writes a PNG.
     *
     * @param file the file; one that exists is replaced
     * @param picture what to write
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, BufferedImage picture) throws IOException {
        // Without the cache, ImageIO would write a temporary file of its own.
        ImageIO.setUseCache(false);
        OutputFile.write(file, out -> ImageIO.write(picture, "png", out));
    }
}
