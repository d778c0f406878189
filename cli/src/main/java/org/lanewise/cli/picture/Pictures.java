package org.lanewise.cli.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.FeatureForm;

/** From pixels to pictures to files. */
public final class Pictures {

    private static final int MARGIN = 32;

    private Pictures() {}

    /**
     * An image of a data set as a picture.
     *
     * @param form what its features are
     * @param features N x D
     * @param row the image
     * @return its pixels
     */
    public static BufferedImage ofImage(FeatureForm.Images form, Features features, int row) {
        return of(form, ImagePixels.rgb(form, features, row));
    }

    /**
     * Pixels as a picture.
     *
     * @param form their height and width
     * @param rgb pixels {@code 0xRRGGBB}, row by row from the top left
     * @return the picture
     */
    public static BufferedImage of(FeatureForm.Images form, int[] rgb) {
        BufferedImage picture = new BufferedImage(form.width(), form.height(), BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, form.width(), form.height(), rgb, 0, form.width());
        return picture;
    }

    /**
     * A small image to the left of a chart, as high as the chart but for a margin, its pixels square.
     *
     * @param image the image
     * @param chart the chart
     * @return both
     */
    public static BufferedImage beside(BufferedImage image, BufferedImage chart) {
        int zoom = Math.max(1, (chart.getHeight() - MARGIN) / image.getHeight());
        int height = Math.min(zoom * image.getHeight(), chart.getHeight());
        int width = Math.min(zoom * image.getWidth(), chart.getWidth());
        int margin = (chart.getHeight() - height) / 2;
        BufferedImage both = paper(2 * margin + width + chart.getWidth(), chart.getHeight());
        Graphics2D graphics = both.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(image, margin, margin, width, height, null);
        graphics.drawImage(chart, 2 * margin + width, 0, null);
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
