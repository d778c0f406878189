package org.lanewise.cli.picture;

import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.renderer.xy.XYShapeRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYZDataset;

/** Values over a plane, as colours. */
public final class HeatMap {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 560;
    private static final int STEPS = 24;
    private static final double DOT = 16;

    /** So many have room side by side. */
    private static final int LETTERS = 40;

    private final String title;
    private final Axis value;
    private final Viridis scale;
    private final XYPlot plot;

    private HeatMap(String title, Axis value, Viridis scale, XYPlot plot) {
        this.title = title;
        this.value = value;
        this.scale = scale;
        this.plot = plot;
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
    }

    private static HeatMap ofBlocks(
            String title, ValueAxis x, ValueAxis y, Axis value, double[] columns, double[] rows, double[][] values) {
        double[] shown =
                shown(value, Stream.of(values).flatMapToDouble(Arrays::stream).toArray());
        XYBlockRenderer blocks = new XYBlockRenderer();
        // A hair more than its cell, so that no paper shows between blocks.
        blocks.setBlockWidth(1.02 * distance(columns));
        blocks.setBlockHeight(1.02 * distance(rows));
        blocks.setPaintScale(scale(shown));
        x.setRange(columns[0] - distance(columns) / 2, columns[columns.length - 1] + distance(columns) / 2);
        y.setRange(rows[0] - distance(rows) / 2, rows[rows.length - 1] + distance(rows) / 2);
        double[] xs = new double[shown.length];
        double[] ys = new double[shown.length];
        Arrays.setAll(xs, i -> columns[i % columns.length]);
        Arrays.setAll(ys, i -> rows[i / columns.length]);
        return new HeatMap(title, value, scale(shown), new XYPlot(points(xs, ys, shown), x, y, blocks));
    }

    /**
     * Values at points anywhere.
     *
     * @param title what it shows
     * @param x the horizontal axis
     * @param y the vertical axis
     * @param value what the colours are
     * @param xs the points' coordinates along x
     * @param ys the points' coordinates along y
     * @param values the points' values; not finite ones are white
     * @return the map
     */
    public static HeatMap ofPoints(
            String title, Axis x, Axis y, Axis value, double[] xs, double[] ys, double[] values) {
        double[] shown = shown(value, values);
        XYShapeRenderer dots = new XYShapeRenderer();
        dots.setDefaultShape(new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
        dots.setAutoPopulateSeriesShape(false);
        dots.setPaintScale(scale(shown));
        dots.setDrawOutlines(true);
        dots.setDefaultOutlinePaint(Style.INK);
        dots.setUseOutlinePaint(true);
        return new HeatMap(
                title, value, scale(shown), new XYPlot(points(xs, ys, shown), Charts.of(x), Charts.of(y), dots));
    }

    /**
     * Values over a plane.
     *
     * @param title what it shows
     * @param x the horizontal axis, linear
     * @param y the vertical axis, linear
     * @param value what the colours are; logarithmic needs positive values
     * @param columns evenly spaced coordinates along x
     * @param rows evenly spaced coordinates along y
     * @param values the values, a row for each of {@code rows}; not finite ones stay white
     * @return the map
     */
    public static HeatMap ofPlane(
            String title, Axis x, Axis y, Axis value, double[] columns, double[] rows, double[][] values) {
        return ofBlocks(title, Charts.of(x), Charts.of(y), value, columns, rows, values);
    }

    /**
     * Values of a table.
     *
     * @param title what it shows
     * @param x name of what the columns differ in
     * @param y name of what the rows differ in
     * @param value what the colours are
     * @param columns the columns' names
     * @param rows the rows' names
     * @param values the values, a row for each of {@code rows}; not finite ones stay white, others are written as well
     * @return the map
     */
    public static HeatMap ofTable(
            String title, String x, String y, Axis value, String[] columns, String[] rows, double[][] values) {
        SymbolAxis horizontal = named(x, columns);
        horizontal.setVerticalTickLabels(
                Arrays.stream(columns).mapToInt(String::length).sum() > LETTERS);
        return ofBlocks(title, horizontal, named(y, rows), value, indices(columns), indices(rows), values)
                .withNumbers(values);
    }

    /** Writes the values into the cells, light on dark colours. */
    private HeatMap withNumbers(double[][] values) {
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[row].length; column++) {
                double number = values[row][column];
                if (Double.isFinite(number)) {
                    XYTextAnnotation written =
                            new XYTextAnnotation(String.format(Locale.ROOT, "%.1f", number), column, row);
                    written.setFont(Style.TICK);
                    written.setPaint(scale.isDark(number) ? Style.PAPER : Style.INK);
                    plot.addAnnotation(written);
                }
            }
        }
        return this;
    }

    private static SymbolAxis named(String label, String[] names) {
        SymbolAxis axis = new SymbolAxis(label, names);
        axis.setLabelFont(Style.LABEL);
        axis.setTickLabelFont(Style.TICK);
        axis.setGridBandsVisible(false);
        return axis;
    }

    private static double[] indices(String[] names) {
        double[] indices = new double[names.length];
        Arrays.setAll(indices, i -> i);
        return indices;
    }

    private static double distance(double[] coordinates) {
        return coordinates.length < 2 ? 1 : coordinates[1] - coordinates[0];
    }

    private static Viridis scale(double[] shown) {
        double least = Arrays.stream(shown).filter(Double::isFinite).min().orElse(0);
        double most = Arrays.stream(shown).filter(Double::isFinite).max().orElse(1);
        // A scale from a number to itself cannot be drawn.
        return new Viridis(least, most > least ? most : least + 1e-9 + Math.abs(least) * 1e-6, STEPS);
    }

    /** Values as colours show them: NaN where they are not finite. */
    private static double[] shown(Axis value, double[] values) {
        return Arrays.stream(values)
                .map(number -> value.isLogarithmic() ? Math.log10(number) : number)
                .map(number -> Double.isFinite(number) ? number : Double.NaN)
                .toArray();
    }

    private static DefaultXYZDataset points(double[] xs, double[] ys, double[] shown) {
        DefaultXYZDataset data = new DefaultXYZDataset();
        data.addSeries("", new double[][] {xs, ys, shown});
        return data;
    }

    /**
     * Writes a name on a point.
     *
     * @param name what is there
     * @param x where along the horizontal axis
     * @param y where along the vertical axis
     * @return this
     */
    public HeatMap mark(String name, double x, double y) {
        XYTextAnnotation mark = new XYTextAnnotation(" " + name + " ", x, y);
        mark.setFont(Style.LABEL);
        mark.setPaint(Style.INK);
        mark.setBackgroundPaint(Style.PAPER);
        plot.addAnnotation(mark);
        return this;
    }

    /** {@return the picture, with a scale of the colours to the right} */
    public Drawing draw() {
        JFreeChart chart = Charts.chart(plot, title);
        String label = value.isLogarithmic() ? "log10(" + value.label() + ")" : value.label();
        PaintScaleLegend legend = new PaintScaleLegend(scale, Charts.of(Axis.linear(label)));
        legend.setPosition(RectangleEdge.RIGHT);
        legend.setAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        legend.setSubdivisionCount(STEPS);
        legend.setStripWidth(18);
        legend.setMargin(new RectangleInsets(0, 10, 40, 4));
        chart.addSubtitle(legend);
        return Charts.draw(chart, WIDTH, HEIGHT);
    }
}
