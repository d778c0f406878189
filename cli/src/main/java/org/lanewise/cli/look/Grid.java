package org.lanewise.cli.look;

import java.util.Arrays;
import java.util.Locale;
import org.lanewise.learn.landscape.LossPlane;

/**
 * Losses at the points of a grid on a plane, or of a line.
 *
 * @param along coordinates along the first direction
 * @param across coordinates along the second direction; one for a line
 * @param losses a row for each of {@code across}
 */
record Grid(double[] along, double[] across, double[][] losses) {

    /** From here on loss is shown by its logarithm. */
    private static final double WIDE = 30;

    static Grid of(LossPlane plane, double[] along, double[] across) {
        double[][] losses = new double[across.length][along.length];
        for (int r = 0; r < across.length; r++) {
            for (int c = 0; c < along.length; c++) {
                losses[r][c] = plane.at((float) along[c], (float) across[r]);
            }
        }
        return new Grid(along, across, losses);
    }

    /** Coordinates at equal distances. */
    static double[] coordinates(double centre, double radius, int points) {
        double[] coordinates = new double[points];
        Arrays.setAll(coordinates, i -> centre + radius * (2.0 * i / (points - 1) - 1));
        return coordinates;
    }

    boolean isLine() {
        return across.length == 1;
    }

    /** Whether the losses are positive and differ by a large factor. */
    boolean isWide() {
        double least =
                Arrays.stream(losses).flatMapToDouble(Arrays::stream).min().orElse(0);
        double most =
                Arrays.stream(losses).flatMapToDouble(Arrays::stream).max().orElse(0);
        return least > 0 && most > WIDE * least;
    }

    String csv() {
        StringBuilder text = new StringBuilder(isLine() ? "a,loss\n" : "a,b,loss\n");
        for (int r = 0; r < across.length; r++) {
            for (int c = 0; c < along.length; c++) {
                text.append(
                        isLine()
                                ? String.format(Locale.ROOT, "%.6g,%.8g%n", along[c], losses[r][c])
                                : String.format(Locale.ROOT, "%.6g,%.6g,%.8g%n", along[c], across[r], losses[r][c]));
            }
        }
        return text.toString();
    }
}
