package org.lanewise.bench.page;

import java.util.List;

/**
 * A chart as data. {@code charts.js} draws it, on the page and in the picture files.
 *
 * @param id what the files and anchors call it
 * @param title its heading
 * @param summary what one sees in it, in words: for those who cannot see it
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series what is drawn
 */
record Chart(String id, String title, String summary, Axis x, Axis y, List<Series> series) {

    /**
     * An axis.
     *
     * @param label what it shows, with the unit
     * @param base of the logarithm; 0 for a linear axis
     * @param min where it begins; null to begin where the data do
     * @param max where it ends; null to end where the data do
     * @param categories what stands at 0, 1, 2 ... instead of numbers; null for numbers
     */
    record Axis(String label, int base, Double min, Double max, List<String> categories) {

        static Axis linear(String label, Double max) {
            return new Axis(label, 0, null, max, null);
        }

        static Axis log(String label, int base) {
            return new Axis(label, base, null, null, null);
        }

        static Axis of(String label, List<String> categories) {
            return new Axis(label, 0, null, null, categories);
        }

        /** The same from one number to another. */
        Axis between(Double from, Double to) {
            return new Axis(label, base, from, to, categories);
        }
    }

    /**
     * Points that belong together.
     *
     * @param name what the legend says
     * @param style whose colour and marker it has: an implementation's, or one that {@code charts.js} has
     * @param kind how it is drawn
     * @param points the points
     */
    record Series(String name, String style, Kind kind, List<Point> points) {}

    /** How a series is drawn. */
    enum Kind {
        /** Markers with a line through them. */
        LINE,
        /** Markers. */
        DOTS,
        /** A dashed line with its name on it: a ceiling or another thing to compare with. */
        LIMIT
    }

    /**
     * A point.
     *
     * @param x number, or index of the category
     * @param y number, or index of the category
     * @param text lines that are shown when someone points at it
     * @param low lower end of the interval drawn through it, along the axis of numbers; null without one
     * @param high its upper end
     */
    record Point(double x, double y, List<String> text, Double low, Double high) {

        static Point bare(double x, double y) {
            return new Point(x, y, List.of(), null, null);
        }
    }
}
