package org.lanewise.cli.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYPointerAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYZDataset;

/** Values over a plane, as colours. */
public final class HeatMap {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 560;
    private static final int STEPS = 24;

    private final String title;
    private final Axis value;
    private final double[][] values;
    private final XYPlot plot;

    private HeatMap(
            String title, ValueAxis x, ValueAxis y, Axis value, double[] columns, double[] rows, double[][] values) {
        this.title = title;
        this.value = value;
        this.values = values;
        XYBlockRenderer blocks = new XYBlockRenderer();
        // A hair more than its cell, so that no paper shows between blocks.
        blocks.setBlockWidth(1.02 * distance(columns));
        blocks.setBlockHeight(1.02 * distance(rows));
        blocks.setPaintScale(scale());
        this.plot = new XYPlot(points(columns, rows), x, y, blocks);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        x.setRange(columns[0] - distance(columns) / 2, columns[columns.length - 1] + distance(columns) / 2);
        y.setRange(rows[0] - distance(rows) / 2, rows[rows.length - 1] + distance(rows) / 2);
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
        return new HeatMap(title, Charts.of(x), Charts.of(y), value, columns, rows, values);
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
     * @param values the values, a row for each of {@code rows}; not finite ones stay white
     * @return the map
     */
    public static HeatMap ofTable(
            String title, String x, String y, Axis value, String[] columns, String[] rows, double[][] values) {
        return new HeatMap(title, named(x, columns), named(y, rows), value, indices(columns), indices(rows), values);
    }

    private static ValueAxis named(String label, String[] names) {
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

    private Viridis scale() {
        double[] shown = Stream.of(values)
                .flatMapToDouble(Arrays::stream)
                .map(this::shown)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return shown.length == 0 ? new Viridis(0, 1, STEPS) : new Viridis(shown[0], shown[shown.length - 1], STEPS);
    }

    private double shown(double number) {
        return value.logarithmic() ? Math.log10(number) : number;
    }

    private DefaultXYZDataset points(double[] columns, double[] rows) {
        double[][] points = new double[3][columns.length * rows.length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < columns.length; c++) {
                int i = r * columns.length + c;
                points[0][i] = columns[c];
                points[1][i] = rows[r];
                points[2][i] = Double.isFinite(shown(values[r][c])) ? shown(values[r][c]) : Double.NaN;
            }
        }
        DefaultXYZDataset data = new DefaultXYZDataset();
        data.addSeries("", points);
        return data;
    }

    /** {@return the picture, with a scale of the colours to the right} */
    public BufferedImage draw() {
        JFreeChart chart = Charts.chart(plot, title);
        XYBlockRenderer blocks = (XYBlockRenderer) plot.getRenderer();
        String label = value.logarithmic() ? "log10 of " + value.label() : value.label();
        PaintScaleLegend legend = new PaintScaleLegend(blocks.getPaintScale(), Charts.of(Axis.linear(label)));
        legend.setPosition(RectangleEdge.RIGHT);
        legend.setAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        legend.setSubdivisionCount(STEPS);
        legend.setStripWidth(18);
        legend.setMargin(new RectangleInsets(0, 10, 40, 4));
        chart.addSubtitle(legend);
        return Charts.draw(chart, WIDTH, HEIGHT);
    }

    /**
     * Marks a point.
     *
     * @param name what is there
     * @param x its coordinate, or the number of its column
     * @param y its coordinate, or the number of its row
     * @return this
     */
    public HeatMap mark(String name, double x, double y) {
        XYPointerAnnotation mark = new XYPointerAnnotation(name, x, y, -Math.PI / 4);
        mark.setFont(Style.LABEL);
        mark.setPaint(Color.WHITE);
        mark.setArrowPaint(Color.WHITE);
        mark.setBackgroundPaint(new Color(0, 0, 0, 150));
        mark.setBaseRadius(28);
        mark.setTipRadius(2);
        plot.addAnnotation(mark);
        return this;
    }
}
