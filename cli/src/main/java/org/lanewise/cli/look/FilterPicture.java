package org.lanewise.cli.look;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.picture.TileGrid;
import org.lanewise.cli.picture.TileGrid.Tile;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.features.HiddenLayer;
import org.lanewise.learn.features.PatchFeatures;

/** Filters of patches or hidden units as images: what a patch or an image is multiplied with. Zero is grey; each filter has a scale of its own. */
final class FilterPicture {

    /** So many filters fit a picture that can be looked at. */
    static final int MOST = 160;

    private static final int COLUMNS = 16;

    /** Pixels of a filter's longer edge, about. */
    private static final int SIDE = 48;

    private static final int GREY = 128;
    private static final int FULL = 127;

    private FilterPicture() {}

    static Drawing draw(PatchFeatures map, Classifier classifier) {
        int channels = map.shape().channels();
        FeatureForm.Images form = new FeatureForm.Images(PatchFeatures.SIDE, PatchFeatures.SIDE, channels, false);
        int pairs = map.filters() / 2;
        int shown = Math.min(MOST, pairs);
        String title =
                "Patches that speak for each class, the strongest first; then %d of %d filters, without mirror images";
        TileGrid grid = new TileGrid(String.format(Locale.ROOT, title, shown, pairs), COLUMNS, zoom(form));
        for (int label = 0; label < Math.min(Templates.MOST, classifier.classes()); label++) {
            List<Tile> tiles = SpeakingPatch.strongest(map, classifier.model().weights(), label, COLUMNS).stream()
                    .map(patch -> new Tile(filter(form, patch.weights(map)), ""))
                    .toList();
            grid.row(classifier.classNames().get(label), tiles);
        }
        fill(grid, form, shown, map::filter);
        return grid.draw();
    }

    static Drawing draw(FeatureForm.Images form, HiddenLayer layer) {
        return draw("Hidden units: the weights of each", form, layer.outputs(), unit -> weights(layer, unit));
    }

    /** Of the values themselves: preprocessing belongs to the layer. */
    private static float[] weights(HiddenLayer layer, int unit) {
        float[] weights = new float[layer.inputs()];
        for (int d = 0; d < weights.length; d++) {
            weights[d] = layer.function().model().weights().get(unit, d)
                    * layer.function().preprocessing().scale().get(0, d);
        }
        return weights;
    }

    private static Drawing draw(String title, FeatureForm.Images form, int count, IntFunction<float[]> filters) {
        int shown = Math.min(MOST, count);
        TileGrid grid = new TileGrid(title + ": " + shown + " of " + count, COLUMNS, zoom(form));
        fill(grid, form, shown, filters);
        return grid.draw();
    }

    private static int zoom(FeatureForm.Images form) {
        return Math.max(1, SIDE / Math.max(form.height(), form.width()));
    }

    /** Rows of the first filters. */
    private static void fill(TileGrid grid, FeatureForm.Images form, int shown, IntFunction<float[]> filters) {
        List<Tile> row = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            row.add(new Tile(filter(form, filters.apply(i)), ""));
            if (row.size() == COLUMNS || i == shown - 1) {
                grid.row("", List.copyOf(row));
                row.clear();
            }
        }
    }

    private static BufferedImage filter(FeatureForm.Images form, float... weights) {
        float largest = 0;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        int[] rgb = new int[form.height() * form.width()];
        for (int pixel = 0; pixel < rgb.length; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                float weight = weights[form.column(pixel, Math.min(channel, form.channels() - 1))];
                int shade = largest == 0 ? GREY : Math.round(GREY + FULL * weight / largest);
                rgb[pixel] = rgb[pixel] << 8 | shade;
            }
        }
        return Pictures.of(form, rgb);
    }
}
