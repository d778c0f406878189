package org.lanewise.cli.picture;

import java.awt.Color;
import java.awt.Paint;
import org.jfree.chart.renderer.PaintScale;

/**
 * The colour map viridis (van der Walt and Smith, 2015): from dark violet to yellow, evenly for the eye, also for a
 * colour-blind one and in grey. Colours change in steps, so that their edges are contour lines.
 *
 * @param lowest what is darkest
 * @param highest what is brightest
 * @param steps number of colours
 */
record Viridis(double lowest, double highest, int steps) implements PaintScale {

    /** Every ninth of the map. */
    private static final int[] STOPS = {
        0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725
    };

    @Override
    public double getLowerBound() {
        return lowest;
    }

    @Override
    public double getUpperBound() {
        return highest;
    }

    @Override
    public Paint getPaint(double value) {
        if (Double.isNaN(value)) {
            return Color.WHITE;
        }
        double share = highest > lowest ? (value - lowest) / (highest - lowest) : 0;
        double step = Math.clamp(Math.floor(share * steps), 0, steps - 1);
        return colour(steps == 1 ? 0 : step / (steps - 1));
    }

    /** Whether light letters are easier to read on the colour of a number than dark ones. */
    boolean isDark(double value) {
        return value < lowest + 0.6 * (highest - lowest);
    }

    private static Color colour(double share) {
        double at = share * (STOPS.length - 1);
        int stop = Math.min((int) at, STOPS.length - 2);
        double rest = at - stop;
        return new Color(mix(stop, 16, rest), mix(stop, 8, rest), mix(stop, 0, rest));
    }

    private static int mix(int stop, int shift, double rest) {
        int from = STOPS[stop] >> shift & 0xFF;
        int to = STOPS[stop + 1] >> shift & 0xFF;
        return (int) Math.round(from + rest * (to - from));
    }
}
