package org.lanewise.cli.look;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.picture.TileGrid;
import org.lanewise.cli.picture.TileGrid.Tile;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.learn.evaluate.Classifier;

/**
 * The weights of each class as an image: what an image of the class should look like to score high. A weight of zero is
 * grey; each class has a scale of its own, on which its largest weight is full colour.
 */
final class Templates {

    /** So many classes fit a picture that can be looked at. */
    static final int MOST = 100;

    private static final int COLUMNS = 5;
    private static final int ZOOM = 4;
    private static final int GREY = 128;
    private static final int FULL = 127;

    private Templates() {}

    static BufferedImage draw(Classifier classifier) {
        TileGrid grid = new TileGrid("Class templates: the weights of each class (zero is grey)", COLUMNS, ZOOM);
        List<Tile> row = new ArrayList<>();
        int classes = Math.min(MOST, classifier.classes());
        for (int k = 0; k < classes; k++) {
            row.add(new Tile(template(classifier, k), classifier.classNames().get(k)));
            if (row.size() == COLUMNS || k == classes - 1) {
                grid.row("", List.copyOf(row));
                row.clear();
            }
        }
        return grid.draw();
    }

    private static BufferedImage template(Classifier classifier, int label) {
        FloatMatrix scale = classifier.preprocessing().scale();
        double[] weights = new double[CifarImage.PIXELS];
        double largest = 0;
        for (int d = 0; d < weights.length; d++) {
            // The weight of the pixel itself: preprocessing belongs to the classifier.
            weights[d] = (double) classifier.model().weights().get(label, d) * scale.get(0, d);
            largest = Math.max(largest, Math.abs(weights[d]));
        }
        int[] rgb = new int[CifarImage.PLANE];
        for (int p = 0; p < rgb.length; p++) {
            rgb[p] = shade(weights[p], largest) << 16
                    | shade(weights[CifarImage.PLANE + p], largest) << 8
                    | shade(weights[2 * CifarImage.PLANE + p], largest);
        }
        return Pictures.of(rgb);
    }

    private static int shade(double weight, double largest) {
        return largest == 0 ? GREY : (int) Math.round(GREY + FULL * weight / largest);
    }
}
