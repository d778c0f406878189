package org.lanewise.cli.look;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.picture.TileGrid;
import org.lanewise.cli.picture.TileGrid.Tile;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.learn.evaluate.Classifier;

/**
 * The weights of each class as an image: what an image of the class should look like to score high. A weight of zero is
 * grey; each class has a scale of its own, on which its largest weight is full colour.
 */
final class Templates {

    /** So many classes fit a picture that can be looked at. */
    static final int MOST = 100;

    private static final int COLUMNS = 5;
    /** Pixels of a template's longer edge, about. */
    private static final int SIDE = 128;

    private static final int GREY = 128;
    private static final int FULL = 127;

    private Templates() {}

    static Drawing draw(FeatureForm.Images form, Classifier classifier) {
        int zoom = Math.max(1, SIDE / Math.max(form.height(), form.width()));
        TileGrid grid = new TileGrid("Class templates: the weights of each class (zero is grey)", COLUMNS, zoom);
        List<Tile> row = new ArrayList<>();
        int classes = Math.min(MOST, classifier.classes());
        for (int k = 0; k < classes; k++) {
            row.add(new Tile(
                    template(form, classifier, k), classifier.classNames().get(k)));
            if (row.size() == COLUMNS || k == classes - 1) {
                grid.row("", List.copyOf(row));
                row.clear();
            }
        }
        return grid.draw();
    }

    private static BufferedImage template(FeatureForm.Images form, Classifier classifier, int label) {
        FloatMatrix scale = classifier.preprocessing().scale();
        double[] weights = new double[form.features()];
        double largest = 0;
        for (int d = 0; d < weights.length; d++) {
            // The weight of the pixel itself: preprocessing belongs to the classifier.
            weights[d] = (double) classifier.model().weights().get(label, d) * scale.get(0, d);
            largest = Math.max(largest, Math.abs(weights[d]));
        }
        int[] rgb = new int[form.height() * form.width()];
        for (int pixel = 0; pixel < rgb.length; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                int column = form.column(pixel, Math.min(channel, form.channels() - 1));
                rgb[pixel] = rgb[pixel] << 8 | shade(weights[column], largest);
            }
        }
        return Pictures.of(form, rgb);
    }

    private static int shade(double weight, double largest) {
        return largest == 0 ? GREY : (int) Math.round(GREY + FULL * weight / largest);
    }
}
