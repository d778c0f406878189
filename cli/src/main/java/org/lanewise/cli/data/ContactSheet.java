package org.lanewise.cli.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.cli.learn.ModelForm;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.picture.TileGrid;
import org.lanewise.cli.picture.TileGrid.Tile;
import org.lanewise.cli.problem.SetName;
import org.lanewise.core.data.Examples;
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.FeatureForm;

/** The first images of each class, a class a row. */
final class ContactSheet {

    private ContactSheet() {}

    static Drawing draw(Dataset dataset, int columns) throws IOException {
        FeatureForm.Images form = ModelForm.images(null, dataset.form(), "--plot draws images");
        Examples images = dataset.hasTrain() ? dataset.train() : dataset.test();
        TileGrid grid =
                new TileGrid(SetName.of(dataset).title("The first " + columns + " images of each class"), columns, 1);
        for (int k = 0; k < images.classes(); k++) {
            grid.row(dataset.classNames().get(k), first(form, images, k, columns));
        }
        return grid.draw();
    }

    private static List<Tile> first(FeatureForm.Images form, Examples images, int label, int most) {
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < images.size() && tiles.size() < most; i++) {
            if (images.label(i) == label) {
                tiles.add(new Tile(Pictures.ofImage(form, images.features(), i), ""));
            }
        }
        return tiles;
    }
}
