package org.lanewise.datasets;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes pictures of a test into folders of classes. */
record PictureFolder(Path root) {

    /** A picture of one colour. */
    Path flat(String name, int rgb) throws IOException {
        return write(name, 8, 6, (x, y) -> rgb);
    }

    /** The colour of each pixel. */
    interface Paint {
        int rgb(int x, int y);
    }

    Path write(String name, int width, int height, Paint paint) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, paint.rgb(x, y));
            }
        }
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }

    /** What is no picture, but is called so. */
    Path bad(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "no picture");
    }
}
