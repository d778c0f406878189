package org.lanewise.cli.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.core.data.Features;

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
    public static BufferedImage ofImage(Features images, int row) {
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
     * A small image to the left of a chart, as high as the chart but for a margin, its pixels square.
     *
     * @param image 32 x 32 pixels
     * @param chart the chart
     * @return both
     */
    public static BufferedImage beside(BufferedImage image, BufferedImage chart) {
        int side = chart.getHeight() / CifarImage.SIDE * CifarImage.SIDE - CifarImage.SIDE;
        int margin = (chart.getHeight() - side) / 2;
        BufferedImage both = paper(2 * margin + side + chart.getWidth(), chart.getHeight());
        Graphics2D graphics = both.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(image, margin, margin, side, side, null);
        graphics.drawImage(chart, 2 * margin + side, 0, null);
        graphics.dispose();
        return both;
    }

    /**
     * Pictures one below the other.
     *
     * @param pictures the pictures
     * @return all of them
     */
    public static BufferedImage stack(List<BufferedImage> pictures) {
        int width = pictures.stream().mapToInt(BufferedImage::getWidth).max().orElse(1);
        int height = pictures.stream().mapToInt(BufferedImage::getHeight).sum();
        BufferedImage all = paper(width, Math.max(1, height));
        Graphics2D graphics = all.createGraphics();
        int y = 0;
        for (BufferedImage picture : pictures) {
            graphics.drawImage(picture, 0, y, null);
            y += picture.getHeight();
        }
        graphics.dispose();
        return all;
    }

    /** Empty paper. */
    static BufferedImage paper(int width, int height) {
        BufferedImage paper = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = paper.createGraphics();
        graphics.setColor(Style.PAPER);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return paper;
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
