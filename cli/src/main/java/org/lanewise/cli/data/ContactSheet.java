package org.lanewise.cli.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.picture.TileGrid;
import org.lanewise.cli.picture.TileGrid.Tile;
import org.lanewise.cli.problem.SetName;
import org.lanewise.core.data.Examples;

/** The first images of each class, a class a row. */
final class ContactSheet {

    private ContactSheet() {}

    static void draw(CifarDataset cifar, int columns, Path file) throws IOException {
        Examples images = cifar.hasTrain() ? cifar.train() : cifar.test();
        TileGrid grid =
                new TileGrid(SetName.of(cifar).title("The first " + columns + " images of each class"), columns, 1);
        for (int k = 0; k < images.classes(); k++) {
            grid.row(cifar.classNames().get(k), first(images, k, columns));
        }
        Pictures.write(file, grid.draw());
    }

    private static List<Tile> first(Examples images, int label, int most) {
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < images.size() && tiles.size() < most; i++) {
            if (images.label(i) == label) {
                tiles.add(new Tile(Pictures.ofImage(images.features(), i), ""));
            }
        }
        return tiles;
    }
}
