package org.lanewise.cli.look;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.picture.TileGrid;
import org.lanewise.cli.picture.TileGrid.Tile;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.learn.features.PatchFeatures;

/** The filters of patches as images: what a patch is multiplied with. Zero is grey; each filter has a scale of its own. */
final class FilterPicture {

    /** So many pairs fit a picture that can be looked at. */
    static final int MOST = 160;

    private static final int COLUMNS = 16;
    private static final int ZOOM = 8;
    private static final int GREY = 128;
    private static final int FULL = 127;

    private FilterPicture() {}

    static BufferedImage draw(PatchFeatures map) {
        int pairs = map.filters() / 2;
        int shown = Math.min(MOST, pairs);
        TileGrid grid = new TileGrid("Filters, without their mirror images: " + shown + " of " + pairs, COLUMNS, ZOOM);
        List<Tile> row = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            row.add(new Tile(filter(map, i), ""));
            if (row.size() == COLUMNS || i == shown - 1) {
                grid.row("", List.copyOf(row));
                row.clear();
            }
        }
        return grid.draw();
    }

    private static BufferedImage filter(PatchFeatures map, int pair) {
        float[] weights = map.filter(pair);
        int channels = map.shape().channels();
        float largest = 0;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        int[] rgb = new int[PatchFeatures.SIDE * PatchFeatures.SIDE];
        for (int pixel = 0; pixel < rgb.length; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                float weight = weights[pixel * channels + Math.min(channel, channels - 1)];
                int shade = largest == 0 ? GREY : Math.round(GREY + FULL * weight / largest);
                rgb[pixel] = rgb[pixel] << 8 | shade;
            }
        }
        return Pictures.of(new FeatureForm.Images(PatchFeatures.SIDE, PatchFeatures.SIDE, channels, false), rgb);
    }
}
