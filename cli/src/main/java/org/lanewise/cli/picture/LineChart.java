package org.lanewise.cli.picture;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.DefaultXYDataset;

/** Lines over a common axis. */
public final class LineChart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 460;
    private static final float MARK = 6;

    private final String title;
    private final XYPlot plot;
    private final DefaultXYDataset lines = new DefaultXYDataset();
    private final XYLineAndShapeRenderer renderer;

    /**
     * A chart without lines.
     *
     * @param title what it shows
     * @param x the horizontal axis
     * @param y the vertical axis
     * @param marked whether each point is marked
     */
    public LineChart(String title, Axis x, Axis y, boolean marked) {
        this.title = title;
        this.renderer = new XYLineAndShapeRenderer(true, marked);
        this.plot = Charts.withGrid(new XYPlot(lines, Charts.of(x), Charts.of(y), renderer));
    }

    /**
     * Adds a line.
     *
     * @param name what it is, for the legend
     * @param x where its points are
     * @param y their values; what is not finite is left out
     * @return this
     */
    public LineChart line(String name, double[] x, double[] y) {
        int series = lines.getSeriesCount();
        double[] finite = y.clone();
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Double.isFinite(finite[i]) ? finite[i] : Double.NaN;
        }
        lines.addSeries(name, new double[][] {x, finite});
        renderer.setSeriesPaint(series, Style.LINES.get(series % Style.LINES.size()));
        renderer.setSeriesStroke(series, new BasicStroke(2.2f));
        renderer.setSeriesShape(series, new Ellipse2D.Float(-MARK / 2, -MARK / 2, MARK, MARK));
        return this;
    }

    /** {@return the picture, with a legend if there is more than one line} */
    public BufferedImage draw() {
        return Charts.draw(chart(), WIDTH, HEIGHT);
    }

    JFreeChart chart() {
        JFreeChart chart = Charts.chart(plot, title);
        if (lines.getSeriesCount() > 1) {
            LegendTitle legend = new LegendTitle(plot);
            legend.setPosition(RectangleEdge.BOTTOM);
            legend.setItemFont(Style.LABEL);
            chart.addLegend(legend);
        }
        return chart;
    }
}
