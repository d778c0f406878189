package org.lanewise.cli.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.picture.TileGrid;
import org.lanewise.core.data.LabeledImages;

/** The first images of each class, a class a row. */
final class ContactSheet {

    private ContactSheet() {}

    static void draw(CifarDataset cifar, int columns, Path file) throws IOException {
        LabeledImages images = cifar.hasTrain() ? cifar.train() : cifar.test();
        TileGrid grid = new TileGrid("The first " + columns + " images of each class", columns, 1);
        for (int k = 0; k < images.classes(); k++) {
            grid.row(cifar.classNames().get(k), first(images, k, columns));
        }
        Pictures.write(file, grid.draw());
    }

    private static List<BufferedImage> first(LabeledImages images, int label, int most) {
        List<BufferedImage> tiles = new ArrayList<>();
        for (int i = 0; i < images.size() && tiles.size() < most; i++) {
            if (images.label(i) == label) {
                tiles.add(Pictures.ofImage(images.images(), i));
            }
        }
        return tiles;
    }
}
