package org.lanewise.cli.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.OutputFile;

/** Drawings as files, of a format that their names end with. */
final class PictureFile {

    /** So many pixels have room in memory. */
    private static final long MOST_PIXELS = 150_000_000;

    /** How a drawing becomes a file. */
    enum Format {
        /** Pixels. */
        PNG,
        /** Shapes and texts. */
        SVG;

        private boolean isOf(String name) {
            return name.toLowerCase(Locale.ROOT).endsWith("." + name().toLowerCase(Locale.ROOT));
        }
    }

    private PictureFile() {}

    /** Writes a drawing, so many times as large; a file that exists is replaced. */
    static void write(Path file, Drawing drawing, int scale) throws IOException {
        Format format = Arrays.stream(Format.values())
                .filter(one -> one.isOf(file.toString()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + " ends in no format of pictures."));
        switch (format) {
            case PNG -> {
                BufferedImage pixels = pixels(file, drawing, scale);
                // Without the cache, ImageIO would write a temporary file of its own.
                ImageIO.setUseCache(false);
                OutputFile.write(file, out -> ImageIO.write(pixels, "png", out));
            }
            case SVG -> {
                String text = Svg.of(drawing, scale);
                OutputFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static BufferedImage pixels(Path file, Drawing drawing, int scale) throws InputException {
        long width = (long) scale * drawing.width();
        long height = (long) scale * drawing.height();
        if (width * height > MOST_PIXELS) {
            throw new InputException(file + " would have " + width + " x " + height + " pixels, but at most "
                    + MOST_PIXELS / 1_000_000 + " million have room; draw less, give a smaller --scale, or a name that"
                    + " ends in .svg.");
        }
        BufferedImage pixels = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = pixels.createGraphics();
        graphics.scale(scale, scale);
        drawing.paint(graphics);
        graphics.dispose();
        return pixels;
    }
}
